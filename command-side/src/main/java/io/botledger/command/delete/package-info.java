/** Delete a version, on both surfaces. */
@NullMarked
package io.botledger.command.delete;

import org.jspecify.annotations.NullMarked;
