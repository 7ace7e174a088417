package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.StatementCount;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.progress.Projection;
import io.botledger.query.database.QueryPools;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a batch costs. */
class BulkTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  @ParameterizedTest
  @EnumSource(Projection.class)
  void aBatchTakesTheSameFewStatementsHoweverManyEventsItHas(Projection projection)
      throws SQLException {
    new RandomHistory(log, 7).append(300, 20);
    Projector projector =
        QuerySideConfiguration.projector(
            Generations.prepare(database, log.dataSource()).live(projection));
    List<String> few = statements(projector, 1, 20);
    List<String> many = statements(projector, 21, log.head());
    assertThat(few).hasSizeBetween(4, 8).doesNotHaveDuplicates();
    assertThat(many).containsAll(few).hasSizeLessThanOrEqualTo(8).doesNotHaveDuplicates();
    try (HikariDataSource pool = new QueryPools().projectionDataSource(database)) {
      List<String> plans = plans(pool, many, "select");
      assertThat(plans).noneMatch(BulkTest::readsWholeTables);
      // Not by an index over all that is present, either.
      assertThat(lines(plans, "Update on")).isNotEmpty().hasSameSizeAs(lines(plans, "Tid Scan on"));
    }
    assertThat(plans(log.dataSource(), many, "set plan_cache_mode = force_generic_plan"))
        .anyMatch(BulkTest::readsWholeTables);
  }

  @Test
  void anEventTakesThreeRoundTripsOfEachProjectionBeforeTheCommit() {
    List<StatementCount> counts = new CopyOnWriteArrayList<>();
    try (Following following =
        Following.usual(
            database,
            connections -> {
              StatementCount count = new StatementCount(connections);
              counts.add(count);
              return count.dataSource();
            })) {
      log.chatbot("one").creates("one-1", "One");
      following.hasHandledAll();
      List<String> before = sent(counts);
      log.chatbot("one").creates("one-2", "Two");
      following.hasHandledAll();
      List<String> all = sent(counts);
      assertThat(all.subList(before.size(), all.size()))
          .hasSize(3 * Projection.values().length)
          .areExactly(3, new Condition<>(sql -> sql.contains("set token = "), "the token"))
          .areExactly(3, new Condition<>(sql -> sql.contains("savepoint"), "what is read"))
          .areExactly(
              3, new Condition<>(sql -> sql.contains("handled_block as"), "what is written"));
    }
  }

  /** All but what is asked and said again and again: who has which segment, what is live. */
  private static List<String> sent(List<StatementCount> counts) {
    return counts.stream()
        .flatMap(count -> count.all().stream())
        .filter(sql -> !sql.contains("query.process") && !sql.contains("query.projection"))
        .filter(sql -> !sql.contains("token_entry") || sql.contains("set token = "))
        .toList();
  }

  /** Plans are kept: one that was made for an empty table must be good for a million rows. */
  private static boolean readsWholeTables(String line) {
    return line.contains("Seq Scan") || line.contains("Hash Join") || line.contains("Merge Join");
  }

  private static List<String> lines(List<String> plans, String step) {
    return plans.stream().filter(line -> line.contains(step)).toList();
  }

  private static List<String> plans(DataSource dataSource, List<String> statements, String first)
      throws SQLException {
    List<String> plans = new ArrayList<>();
    try (Connection connection = dataSource.getConnection()) {
      JdbcTemplate database = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      database.execute(first);
      for (String statement : statements) {
        String numbered = statement;
        int parameters = 0;
        while (numbered.contains("?")) {
          numbered = numbered.replaceFirst("\\?", "\\$" + ++parameters);
        }
        String values = String.join(", ", Collections.nCopies(parameters, "null"));
        database.execute("prepare batch as " + numbered);
        plans.addAll(database.queryForList("explain execute batch (" + values + ")", String.class));
        database.execute("deallocate batch");
      }
    }
    return plans;
  }

  private List<String> statements(Projector projector, long first, long last) throws SQLException {
    StatementCount count = new StatementCount(log.dataSource());
    try (EventLog events = new EventLog(log.dataSource(), new EventSerializer());
        Connection connection = count.dataSource().getConnection()) {
      List<Recorded> batch =
          events.read(LongStream.rangeClosed(first, last).boxed().toList()).stream()
              .map(Recorded::of)
              .toList();
      RoundTrip reads = new RoundTrip();
      Fold fold = projector.begin(reads, batch, GivenUp.nothing());
      reads.run(connection);
      batch.forEach(fold::on);
      RoundTrip writes = new RoundTrip();
      fold.write(writes);
      writes.run(connection);
    }
    assertThat(count.all()).as("round trips").hasSize(2);
    return count.all().stream().flatMap(Pattern.compile(";\n")::splitAsStream).toList();
  }
}
