package io.botledger.query.generation;

import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import io.botledger.platform.progress.Projection;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows which generation of each projection is the live one: the one that answers. Whoever reads or
 * writes read models takes this as a dependency, so that the tables exist.
 */
public final class Generations {

  /** The schema of what all generations share. */
  public static final String SHARED = "query";

  private final Map<Projection, Generation> live;

  private Generations(Map<Projection, Generation> live) {
    this.live = live;
  }

  /**
   * Brings the shared schema and those of the live generations up to date.
   *
   * @param dataSource to read the registry with
   */
  public static Generations prepare(Database database, DataSource dataSource) {
    Migrations.migrate(database, SHARED, "db/query/registry");
    Map<Projection, Generation> live = new EnumMap<>(Projection.class);
    for (Projection projection : Projection.values()) {
      int number =
          JdbcClient.create(dataSource)
              .sql("select live_generation from query.projection where name = ?")
              .param(projection.text())
              .query(Integer.class)
              .single();
      Generation generation = new Generation(projection, number);
      Migrations.migrate(database, generation.schema(), generation.migrations());
      live.put(projection, generation);
    }
    return new Generations(live);
  }

  /** The generation that answers at present. An answer in chunks asks once, at its start. */
  public Generation live(Projection projection) {
    Generation generation = live.get(projection);
    if (generation == null) {
      throw new IllegalStateException("Nothing is live of " + projection.text() + ".");
    }
    return generation;
  }
}
