/** The chatbot's state that commands are decided on, kept in tables beside the events. */
@NullMarked
package io.botledger.command.state;

import org.jspecify.annotations.NullMarked;
