/** What PostgreSQL itself can do with the statements that a command sends. */
@NullMarked
package io.botledger.bench.limit;

import org.jspecify.annotations.NullMarked;
