package io.botledger.bench.limit;

import java.util.List;

/**
 * A round trip: what a client sent before it waited for PostgreSQL.
 *
 * @param application the connection's {@code application_name}
 */
public record Trip(String application, List<Statement> statements) {}
