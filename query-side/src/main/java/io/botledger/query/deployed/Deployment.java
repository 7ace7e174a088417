package io.botledger.query.deployed;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of the ledger. */
record Deployment(
    String id,
    Environment environment,
    Composition components,
    String kind,
    String actor,
    @Nullable String reason,
    @Nullable String previousId,
    Instant from,
    long fromPosition,
    @Nullable Instant to,
    @Nullable Long toPosition) {

  /** What {@link #read} needs; the table goes by the name {@code deployment}. */
  static final String COLUMNS =
      """
      deployment.deployment_id, deployment.environment as deployment_environment, deployment.apps,
      deployment.settings, deployment.conversation, deployment.kind, deployment.actor,
      deployment.reason, deployment.previous_deployment_id, deployment.from_time,
      deployment.from_position, deployment.to_time, deployment.to_position""";

  static Deployment read(ResultSet row) throws SQLException {
    OffsetDateTime to = row.getObject("to_time", OffsetDateTime.class);
    return new Deployment(
        row.getString("deployment_id"),
        Environment.of(row.getString("deployment_environment")),
        new Composition(
            row.getString("apps"), row.getString("settings"), row.getString("conversation")),
        row.getString("kind"),
        row.getString("actor"),
        row.getString("reason"),
        row.getString("previous_deployment_id"),
        row.getObject("from_time", OffsetDateTime.class).toInstant(),
        row.getLong("from_position"),
        to == null ? null : to.toInstant(),
        row.getObject("to_position", Long.class));
  }
}
