package io.botledger.query.audit;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.Standings;
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
  private final EntryQueries queries;
  private final EntryTimes times;
  private final Words words;
  private final Generations generations;
  private final Standings standings;

  AuditHistory(
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations,
      Standings standings) {
    this.database = JdbcClient.create(readDataSource);
    this.queries = new EntryQueries(readDataSource);
    this.times = new EntryTimes(database);
    this.words = new Words(database);
    this.generations = generations;
    this.standings = standings;
  }

  /** A search that ends at one position, taken at its start. */
  final class Search {
    private final Generation generation = generations.live(Projection.AUDIT_HISTORY);
    private final AuditFilter filter;
    private final boolean newestFirst;
    private final @Nullable String words;
    private final Positions all;

    private Search(AuditFilter filter, boolean newestFirst) {
      this.filter = filter;
      this.newestFirst = newestFirst;
      this.words = filter.text() == null ? null : wordsOf(filter.text());
      this.all =
          times.between(generation, filter.from(), filter.to()).and(new Positions(0, newest()));
    }

    private String wordsOf(String typed) {
      return AuditHistory.this.words.query(generation, typed);
    }

    /** Whoever goes on from the end of an ascending answer must not miss what appears late. */
    private long newest() {
      return newestFirst || filter.chatbotId() != null
          ? database
              .sql("select coalesce(max(position), 0) from " + generation.table("entry"))
              .query(Long.class)
              .single()
          : standings.position(Projection.AUDIT_HISTORY);
    }

    /**
     * The entries beside one, the nearest first.
     *
     * @param entry its position; null is the end of the answer that is left behind
     * @param back whether those before it, seen in the answer's order, instead of those behind it
     */
    List<AuditEntry> beside(@Nullable Long entry, boolean back, int limit) {
      boolean descending = newestFirst != back;
      Positions positions = entry == null ? all : all.behind(entry, descending);
      if (words == null) {
        return queries.first(generation, filter, positions, descending, limit);
      }
      return words.isEmpty()
          ? List.of()
          : new WordSearch(queries, generation, filter, words, descending).first(positions, limit);
    }
  }

  Search search(AuditFilter filter, boolean newestFirst) {
    return new Search(filter, newestFirst);
  }
}
