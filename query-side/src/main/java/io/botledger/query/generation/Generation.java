package io.botledger.query.generation;

import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import io.botledger.platform.progress.Projection;

/** One of the ways in which a projection was built; one of them is the live one. */
public record Generation(Projection projection, int number) {

  /** The schema that its tables are in. */
  public String schema() {
    return projection.text().replace('-', '_') + "_" + number;
  }

  /** The name of its processor, and of its processing group. */
  public String processor() {
    return projection.text() + "-" + number;
  }

  /** A table of its own, for SQL. */
  public String table(String name) {
    return schema() + "." + name;
  }

  /** Makes its tables, or brings them up to date; its migrations are those of all generations. */
  public void migrate(Database database) {
    Migrations.migrate(database, schema(), "db/query/" + projection.text());
  }
}
