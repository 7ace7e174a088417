package io.botledger.query.audit;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit history, page by page; a page is one statement. */
@Component
class AuditEntries {
  private static final int CHUNK = 1_000;

  private final JdbcClient database;
  private final Generations generations;
  private final Standings standings;

  AuditEntries(
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations,
      Standings standings) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
    this.standings = standings;
  }

  /**
   * Where an answer begins that has no cursor, and how far it goes: entries never change, so an
   * upper end is all that makes it an answer of one position.
   *
   * @param after exclusive
   * @param end inclusive
   */
  record Range(long after, long end) {}

  /** The range of an answer from its natural beginning. */
  Range whole(AuditFilter filter) {
    long end = filter.ascending() ? end(filter) : Long.MAX_VALUE - 1;
    return new Range(filter.ascending() ? 0 : end + 1, end);
  }

  /** The range of a page that begins behind a position. */
  Range behind(AuditFilter filter, long position) {
    return new Range(position, filter.ascending() ? end(filter) : Long.MAX_VALUE);
  }

  /**
   * Ascending answers over several chatbots end where nothing can still appear below. One chatbot's
   * entries appear in order anyway.
   */
  private long end(AuditFilter filter) {
    return filter.chatbotId() == null
        ? standings.position(Projection.AUDIT_HISTORY)
        : Long.MAX_VALUE;
  }

  /** At most that many entries. */
  List<AuditEntry> page(AuditFilter filter, Range range, int limit) {
    return page(generations.live(Projection.AUDIT_HISTORY), filter, range, limit);
  }

  private List<AuditEntry> page(Generation generation, AuditFilter filter, Range range, int limit) {
    List<String> conditions = new ArrayList<>(filter.conditions());
    List<Object> values = new ArrayList<>(filter.values());
    conditions.add(filter.ascending() ? "position > ?" : "position < ?");
    values.add(range.after());
    conditions.add("position <= ?");
    values.add(range.end());
    values.add(limit);
    return database
        .sql(
            "select %s from %s where %s order by position %s limit ?"
                .formatted(
                    AuditEntry.COLUMNS,
                    generation.table("entry"),
                    String.join(" and ", conditions),
                    filter.ascending() ? "asc" : "desc"))
        .params(values)
        .query(AuditEntry::read)
        .list();
  }

  /**
   * All entries, in chunks; between two of them no connection is held. The first chunk is read
   * before this returns, so that an outage is still an answer.
   */
  Chunks chunks(AuditFilter filter) {
    Generation generation = generations.live(Projection.AUDIT_HISTORY);
    Range range = whole(filter);
    List<AuditEntry> first = page(generation, filter, range, CHUNK);
    // What is written from now on stays out of a descending answer by itself.
    return consumer -> {
      List<AuditEntry> chunk = first;
      consumer.accept(chunk);
      while (chunk.size() == CHUNK) {
        Range next = new Range(chunk.get(CHUNK - 1).position(), range.end());
        chunk = page(generation, filter, next, CHUNK);
        consumer.accept(chunk);
      }
    };
  }

  /** An answer in pieces. */
  interface Chunks {
    void forEach(Consumer<List<AuditEntry>> consumer);
  }
}
