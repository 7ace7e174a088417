/**
 * How a command is carried out: queue, transaction, lock, append, and what its answer waits for.
 */
@NullMarked
package io.botledger.command.execution;

import org.jspecify.annotations.NullMarked;
