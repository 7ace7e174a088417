/** The log of events as clients read it. */
@NullMarked
package io.botledger.command.log;

import org.jspecify.annotations.NullMarked;
