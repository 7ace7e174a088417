package io.botledger.query.audit;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.Standings;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The entries that the projection {@code audit-history} keeps. */
@Component
class AuditHistory {
  private final JdbcClient database;
  private final Generations generations;
  private final Standings standings;

  AuditHistory(
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations,
      Standings standings) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
    this.standings = standings;
  }

  /** A search that ends at one position, taken at its start. */
  final class Search {
    private final Generation generation = generations.live(Projection.AUDIT_HISTORY);
    private final AuditFilter filter;
    private final boolean newestFirst;
    private final long end;

    private Search(AuditFilter filter, boolean newestFirst) {
      this.filter = filter;
      this.newestFirst = newestFirst;
      // Whoever goes on from the end of an ascending answer must not miss what appears late.
      this.end =
          newestFirst || filter.chatbotId() != null
              ? newest()
              : standings.position(Projection.AUDIT_HISTORY);
    }

    private long newest() {
      return database
          .sql("select coalesce(max(position), 0) from " + generation.table("entry"))
          .query(Long.class)
          .single();
    }

    /**
     * The entries behind a position, or the first.
     *
     * @param last the position of the entry before them
     */
    List<AuditEntry> after(@Nullable Long last, int limit) {
      List<String> conditions = new ArrayList<>(filter.conditions());
      conditions.add("position <= :end");
      if (last != null) {
        conditions.add(newestFirst ? "position < :last" : "position > :last");
      }
      JdbcClient.StatementSpec statement =
          database
              .sql(
                  "select %s from %s where %s order by position %s limit :limit"
                      .formatted(
                          AuditEntry.COLUMNS,
                          generation.table("entry"),
                          String.join(" and ", conditions),
                          newestFirst ? "desc" : "asc"))
              .params(filter.values())
              .param("end", end)
              .param("limit", limit);
      if (last != null) {
        statement = statement.param("last", last);
      }
      return statement.query((row, number) -> AuditEntry.read(row)).list();
    }
  }

  Search search(AuditFilter filter, boolean newestFirst) {
    return new Search(filter, newestFirst);
  }
}
