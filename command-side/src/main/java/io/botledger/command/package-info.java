/** The command side: everything that writes, and the log itself. */
@NullMarked
package io.botledger.command;

import org.jspecify.annotations.NullMarked;
