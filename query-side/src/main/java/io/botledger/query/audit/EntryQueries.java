package io.botledger.query.audit;

import io.botledger.query.generation.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements on the entries. All of them are planned for their values each time: a plan for any
 * range of positions, kept for the next one, reads far too many rows for some.
 */
final class EntryQueries {
  private static final int SMALL_BITS = 12;
  private static final int LARGE_BITS = 18;

  /** So many blocks are named at most: each is one more list to go through. */
  private static final int NAMED = 16;

  /** An expression of the index of words: the blocks that an entry is in. */
  private static final String BLOCKS =
      "array[position >> %d, -1 - (position >> %d)]".formatted(SMALL_BITS, LARGE_BITS);

  private final JdbcTemplate database;

  EntryQueries(DataSource dataSource) {
    this.database = new JdbcTemplate(dataSource);
  }

  /** The first entries in a range, which have indexes that are sorted by positions. */
  List<AuditEntry> first(
      Generation generation,
      AuditFilter filter,
      Positions positions,
      boolean descending,
      int limit) {
    List<Object> values = new ArrayList<>();
    String sql =
        "select %s from %s where %s order by position %s limit ?"
            .formatted(
                AuditEntry.COLUMNS,
                generation.table("entry"),
                conditions(filter, positions, values),
                order(descending));
    values.add(limit);
    return read(sql, values);
  }

  /** The same of those that have words, by looking at every one in the range. */
  List<AuditEntry> firstThatHave(
      String words,
      Generation generation,
      AuditFilter filter,
      Positions positions,
      boolean descending,
      int limit) {
    List<Object> values = new ArrayList<>();
    // The offset is a fence: the condition on words is no reason to use their index.
    String sql =
        """
        select %s from (select * from %s where %s order by position %s offset 0) as near
        where words @@ ?::tsquery order by position %4$s limit ?
        """
            .formatted(
                AuditEntry.COLUMNS,
                generation.table("entry"),
                conditions(filter, positions, values),
                order(descending));
    values.add(words);
    values.add(limit);
    return read(sql, values);
  }

  /** The same by the index of words. */
  List<AuditEntry> firstByIndex(
      String words,
      Generation generation,
      AuditFilter filter,
      Positions positions,
      boolean descending,
      int limit) {
    List<Object> values = new ArrayList<>(filter.values());
    List<String> conditions = new ArrayList<>(filter.conditions());
    conditions.add("words @@ ?::tsquery");
    values.add(words);
    blocks(positions)
        .ifPresent(
            blocks -> {
              conditions.add(BLOCKS + " && ?::bigint[]");
              values.add(blocks);
            });
    // Materialized: neither limit nor positions are a reason to go through the entries in order.
    String sql =
        """
        with found as materialized (select * from %s where %s)
        select %s from found where position between ? and ? order by position %s limit ?
        """
            .formatted(
                generation.table("entry"),
                String.join(" and ", conditions),
                AuditEntry.COLUMNS,
                order(descending));
    values.addAll(List.of(positions.low(), positions.high(), limit));
    return read(sql, values);
  }

  /** The numbers of a few blocks around the positions, as an array; empty if it takes too many. */
  private static Optional<String> blocks(Positions positions) {
    for (int bits : new int[] {SMALL_BITS, LARGE_BITS}) {
      long first = positions.low() >> bits;
      long last = positions.high() >> bits;
      if (last - first < NAMED) {
        return Optional.of(
            LongStream.rangeClosed(first, last)
                .map(block -> bits == SMALL_BITS ? block : -1 - block)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "{", "}")));
      }
    }
    return Optional.empty();
  }

  private static String conditions(AuditFilter filter, Positions positions, List<Object> values) {
    values.add(positions.low());
    values.add(positions.high());
    values.addAll(filter.values());
    return Stream.concat(Stream.of("position between ? and ?"), filter.conditions().stream())
        .collect(Collectors.joining(" and "));
  }

  private static String order(boolean descending) {
    return descending ? "desc" : "asc";
  }

  private List<AuditEntry> read(String sql, List<Object> values) {
    return database.query(
        connection -> {
          var statement = connection.prepareStatement(sql);
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
          for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
          }
          return statement;
        },
        (row, number) -> AuditEntry.read(row));
  }
}
