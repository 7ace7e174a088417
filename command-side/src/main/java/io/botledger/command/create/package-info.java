/** Create a version, on both surfaces. */
@NullMarked
package io.botledger.command.create;

import org.jspecify.annotations.NullMarked;
