/** Restore a deleted version, on both surfaces. */
@NullMarked
package io.botledger.command.restore;

import org.jspecify.annotations.NullMarked;
