/** What a command does or why it is refused: pure functions, callable without any framework. */
@NullMarked
package io.botledger.command.decision;

import org.jspecify.annotations.NullMarked;
