package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.StatementCount;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a batch costs. */
class BulkTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  @ParameterizedTest
  @EnumSource(Projection.class)
  void aBatchTakesTheSameFewStatementsHoweverManyEventsItHas(Projection projection)
      throws SQLException {
    new RandomHistory(log, 7).append(1_000, 20);
    Projector projector =
        QuerySideConfiguration.projector(
            Generations.prepare(database, log.dataSource()).live(projection));
    List<String> few = statements(projector, 1, 20);
    List<String> many = statements(projector, 21, log.head());
    assertThat(few).hasSizeBetween(4, 8).doesNotHaveDuplicates();
    assertThat(many).containsAll(few).hasSizeLessThanOrEqualTo(8).doesNotHaveDuplicates();
  }

  private List<String> statements(Projector projector, long first, long last) throws SQLException {
    StatementCount count = new StatementCount(log.dataSource());
    try (EventLog events = new EventLog(log.dataSource(), new EventSerializer());
        Connection connection = count.dataSource().getConnection()) {
      List<Recorded> batch =
          events.read(LongStream.rangeClosed(first, last).boxed().toList()).stream()
              .map(Recorded::of)
              .toList();
      Fold fold = projector.begin(connection, batch, GivenUp.nothing());
      batch.forEach(fold::on);
      fold.write(connection);
    }
    return count.all();
  }
}
