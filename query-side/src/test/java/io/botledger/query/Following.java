package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.eventstore.TokenSerializer;
import io.botledger.platform.progress.PostgresNotifications;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.ProgressRegistry;
import io.botledger.platform.progress.Projection;
import io.botledger.query.database.QueryPools;
import io.botledger.query.generation.Generations;
import io.botledger.query.generation.Pace;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.ProcessorFactory;
import io.botledger.query.projection.Processors;
import io.botledger.query.segment.ClaimPace;
import io.botledger.query.segment.Processes;
import io.botledger.query.standing.Standing;
import io.botledger.query.standing.Standings;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A process that follows the log: its processors, pools and announcements, without a web server.
 */
public final class Following implements AutoCloseable {
  /** All of it four times as fast as usual. */
  private static final ClaimPace QUICK_CLAIMS =
      new ClaimPace(
          Duration.ofMillis(1_000),
          Duration.ofMillis(1_250),
          Duration.ofMillis(500),
          Duration.ofMillis(125),
          Duration.ofMillis(500),
          Duration.ofSeconds(15));

  private static final Pace QUICK_LOOKS =
      new Pace(
          Duration.ofMillis(250),
          Duration.ofMillis(750),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  private final EventSerializer events = new EventSerializer();
  private final HikariDataSource projection;
  private final HikariDataSource read;
  private final PostgresNotifications notifications;
  private final ProgressRegistry progress;
  private final EventLog eventLog;
  private final Generations generations;
  private final Processors processors;
  private final Standings standings;

  Following(Database database) {
    this(database, Processors.BATCH, progress -> progress);
  }

  Following(Database database, int batch, UnaryOperator<Progress> around) {
    this(database, batch, around, ClaimPace.USUAL, Pace.USUAL, connections -> connections);
  }

  /** One of several processes, whose connections are special. */
  static Following usual(Database database, UnaryOperator<DataSource> connections) {
    return new Following(
        database, Processors.BATCH, progress -> progress, ClaimPace.USUAL, Pace.USUAL, connections);
  }

  /** The same; its segments change hands four times as fast. */
  static Following quick(Database database, UnaryOperator<DataSource> connections) {
    return new Following(
        database, Processors.BATCH, progress -> progress, QUICK_CLAIMS, QUICK_LOOKS, connections);
  }

  private Following(
      Database database,
      int batch,
      UnaryOperator<Progress> around,
      ClaimPace claims,
      Pace pace,
      UnaryOperator<DataSource> connections) {
    projection = new QueryPools().projectionDataSource(database);
    read = new QueryPools().readDataSource(database);
    notifications = new PostgresNotifications(database);
    progress = new ProgressRegistry(notifications);
    eventLog = new EventLog(read, events);
    generations = Generations.prepare(database, read, pace);
    processors = processors(around.apply(progress), batch, claims, connections.apply(projection));
    standings = new Standings(read, new TokenSerializer(), generations);
    notifications.onAppended(eventLog::wake);
    notifications.start();
    processors.start();
  }

  private Processors processors(
      Progress progress, int batch, ClaimPace claims, DataSource connections) {
    return new ProcessorFactory(
            eventLog,
            connections,
            new TokenSerializer(),
            new Processes(connections, claims),
            progress,
            batch,
            generations,
            Changes.NOBODY,
            QuerySideConfiguration::projector)
        .processors();
  }

  Processors processors() {
    return processors;
  }

  /** How many segments it works on, of all projections. */
  int segments() {
    return Arrays.stream(Projection.values()).mapToInt(processors::segments).sum();
  }

  Generations generations() {
    return generations;
  }

  Standing standing(Projection projection) {
    return standings.of(projection);
  }

  HikariDataSource read() {
    return read;
  }

  /** Wakes the processors, as the announcement of an append does. */
  void announce() {
    notifications.announce();
  }

  /** Cuts the processors off from the database, as if the process had died. */
  void dies() {
    projection.close();
  }

  /** Returns once no projection lags behind. */
  void hasHandledAll() {
    notifications.announce();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              for (Projection projection : Projection.values()) {
                Standing standing = standing(projection);
                assertThat(standing.lagEvents()).as("%s", standing).isZero();
                assertThat(standing.position()).isEqualTo(standing.head());
              }
            });
  }

  /** Returns once all projections have handled the chatbot's events up to the position. */
  void hasHandled(String chatbotId, long position) {
    notifications.announce();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(progress.handled(chatbotId, position).get()).isTrue());
  }

  @Override
  public void close() {
    processors.stop();
    eventLog.close();
    notifications.close();
    projection.close();
    read.close();
  }
}
