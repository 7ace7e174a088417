/** What a command would do, now or at any moment of the past: decided, and not carried out. */
@NullMarked
package io.botledger.command.whatif;

import org.jspecify.annotations.NullMarked;
