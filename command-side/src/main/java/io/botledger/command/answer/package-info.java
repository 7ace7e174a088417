/** What acknowledgements of commands have in common. */
@NullMarked
package io.botledger.command.answer;

import org.jspecify.annotations.NullMarked;
