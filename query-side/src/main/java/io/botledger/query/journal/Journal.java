package io.botledger.query.journal;

import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Generations;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was done to projections. Entries are written in the transaction of what they tell of. */
@Component
public final class Journal {

  /** An entry; {@code detail} is a sentence that says what it was about and how it ended. */
  public record Entry(
      long id, String time, String actor, String action, @Nullable String reason, String detail) {}

  private final JdbcClient writes;
  private final JdbcClient reads;

  /**
   * @param projectionDataSource to write with, in the running transaction if there is one
   * @param generations sees to it that the table exists
   */
  public Journal(
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations) {
    this.writes = JdbcClient.create(projectionDataSource);
    this.reads = JdbcClient.create(readDataSource);
  }

  /**
   * Adds an entry.
   *
   * @param actor the caller's name
   * @param detail a sentence
   */
  public void write(
      Projection projection,
      JournalAction action,
      String actor,
      @Nullable String reason,
      String detail) {
    writes
        .sql(
            """
            insert into query.journal (projection, actor, action, reason, detail)
            values (?, ?, ?, ?, ?)
            """)
        .param(1, projection.text())
        .param(2, actor)
        .param(3, action.text())
        .param(4, reason, Types.VARCHAR)
        .param(5, detail)
        .update();
  }

  /** The entries of a projection before one, the newest first. */
  List<Entry> before(Projection projection, long id, int limit) {
    return reads
        .sql(
            """
            select id, time, actor, action, reason, detail from query.journal
            where projection = ? and id < ? order by id desc limit ?
            """)
        .params(projection.text(), id, limit)
        .query(
            (row, number) ->
                new Entry(
                    row.getLong("id"),
                    Timestamps.format(row.getObject("time", OffsetDateTime.class).toInstant()),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("reason"),
                    row.getString("detail")))
        .list();
  }
}
