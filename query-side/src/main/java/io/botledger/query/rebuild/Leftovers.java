package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drops generations that nobody needs any more. */
@Component
final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private final JdbcClient database;
  private final RebuildTable table;

  Leftovers(
      @Qualifier("projectionDataSource") DataSource projectionDataSource, RebuildTable table) {
    this.database = JdbcClient.create(projectionDataSource);
    this.table = table;
  }

  /** Those of a projection whose time has come. */
  List<Generation> of(Projection projection) {
    return database
        .sql(
            """
            select leftover from query.rebuild
            where projection = ? and leftover is not null and leftover_until < clock_timestamp()
            """)
        .param(projection.text())
        .query((row, number) -> new Generation(projection, row.getInt("leftover")))
        .list();
  }

  /** Drops one, with everything that it had elsewhere. */
  void drop(Generation generation) {
    table
        .transaction()
        .executeWithoutResult(
            status -> {
              execute("drop schema if exists \"%s\" cascade".formatted(generation.schema()));
              String processor = generation.processor();
              for (String table :
                  List.of(
                      "token_entry", "handled_block", "dead_letter", "given_up", "passed_over")) {
                execute(
                    "delete from query.%s where processor_name = ?".formatted(table), processor);
              }
              execute(
                  "update query.rebuild set leftover = null where projection = ? and leftover = ?",
                  generation.projection().text(),
                  generation.number());
            });
    log.info(
        "Dropped generation {} of {}, which nobody needs any more.",
        generation.number(),
        generation.projection().text());
  }

  private void execute(String sql, Object... parameters) {
    database.sql(sql).params(parameters).update();
  }
}
