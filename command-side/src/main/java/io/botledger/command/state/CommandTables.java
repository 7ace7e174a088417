package io.botledger.command.state;

import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import io.botledger.platform.eventstore.EventTables;

/** The tables of the chatbots' state, up to date. Who uses them takes this as a dependency. */
public final class CommandTables {
  private CommandTables() {}

  /**
   * Migrates the schema.
   *
   * @param events what the tables are a projection of
   * @throws io.botledger.platform.start.StartRefused if a grant is missing; the message says which
   */
  public static CommandTables prepare(Database database, EventTables events) {
    Migrations.migrate(database, CommandState.SCHEMA, "db/command");
    return new CommandTables();
  }
}
