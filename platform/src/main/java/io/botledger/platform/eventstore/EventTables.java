package io.botledger.platform.eventstore;

import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import io.botledger.platform.start.StartRefused;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The tables of the log, up to date and fully understood. Whoever reads or appends takes this as a
 * dependency, so that it exists before anything is read.
 */
public final class EventTables {

  /** The schema that events and contents are in. */
  public static final String SCHEMA = "events";

  private static final String LOCATION = "db/events";

  private EventTables() {}

  /**
   * Migrates the schema and checks that every name in the log is known.
   *
   * @throws StartRefused if a grant is missing, or if the log has events of a name or revision that
   *     {@link EventTypes} lacks; the message says which
   */
  public static EventTables prepare(Database database) {
    Migrations.migrate(database, SCHEMA, LOCATION);
    requireKnownTypes(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
    return new EventTables();
  }

  /**
   * Waits until a process of the command side has the schema ready, and checks the same.
   *
   * @throws StartRefused as {@link #prepare} does, and if the role may not read the log
   */
  public static EventTables await(Database database) {
    Migrations.await(database, SCHEMA, LOCATION, "a process of the role command");
    requireKnownTypes(
        new DriverManagerDataSource(database.url(), database.username(), database.password()));
    return new EventTables();
  }

  private static void requireKnownTypes(DataSource dataSource) {
    record Stored(String name, String revision, long first) {}
    List<Stored> unknown =
        JdbcClient.create(dataSource)
            .sql(
                """
                select payload_type as name, payload_revision as revision, min(global_index) as first
                from events.event group by 1, 2 order by 1, 2
                """)
            .query(Stored.class)
            .stream()
            .filter(stored -> EventTypes.named(stored.name(), stored.revision()).isEmpty())
            .toList();
    if (!unknown.isEmpty()) {
      throw new StartRefused(
          "The log has events that this release does not know: "
              + String.join(
                  ", ",
                  unknown.stream()
                      .map(
                          stored ->
                              "%s, revision %s (first at position %d)"
                                  .formatted(stored.name(), stored.revision(), stored.first()))
                      .toList())
              + ".",
          "Start a release that knows them.");
    }
  }
}
