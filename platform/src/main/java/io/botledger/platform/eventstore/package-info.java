/** Axon's JDBC event store on PostgreSQL: logical names, readable JSON, no event skipped. */
@NullMarked
package io.botledger.platform.eventstore;

import org.jspecify.annotations.NullMarked;
