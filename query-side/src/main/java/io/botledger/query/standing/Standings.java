package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.Reached.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells how far projections are, for all processes together: from the tables, in one snapshot. */
@Component
public class Standings {

  private final JdbcClient database;
  private final TransactionTemplate snapshot;
  private final Serializer tokens;
  private final Generations generations;
  private final LogCounts log;

  public Standings(
      @Qualifier("readDataSource") DataSource readDataSource,
      Serializer serializer,
      Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(readDataSource));
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.tokens = serializer;
    this.generations = generations;
    this.log = new LogCounts(database);
  }

  /** How far a projection's live generation is. */
  public Standing of(Projection projection) {
    Generation generation = generations.live(projection);
    return look(examination -> standing(examination, generation));
  }

  /**
   * The newest position below which nothing can still appear in a projection: where answers in
   * ascending order end that are about several chatbots.
   */
  public long position(Projection projection) {
    Generation generation = generations.live(projection);
    return look(examination -> progress(examination, generation).position());
  }

  /**
   * Looks at the tables, in one snapshot of their own.
   *
   * @param question must not keep what it is given
   */
  public <T> T look(Function<Examination, T> question) {
    return Objects.requireNonNull(
        snapshot.execute(status -> question.apply(new Examination(database, tokens))));
  }

  /** How far a generation is, to be asked in a snapshot. */
  public GenerationProgress progress(Examination examination, Generation generation) {
    return GenerationProgress.of(examination, generation, log);
  }

  /**
   * @param handled how many events a generation has handled, dead letters included
   * @param total how many events the log has
   */
  public record Counts(long handled, long total) {}

  Generation live(Projection projection) {
    return generations.live(projection);
  }

  /** How many events a generation has handled, of how many. */
  public Counts counts(Generation generation) {
    Generation live = generations.live(generation.projection());
    return look(
        examination -> {
          // Of what is settled the sum is known without counting again.
          log.upTo(examination.reached(live).floor());
          return new Counts(
              examination.handled(generation).values().stream().mapToLong(Long::longValue).sum()
                  + examination.deadLetters(generation).size()
                  + examination.givenUp(generation).size(),
              log.total());
        });
  }

  private Standing standing(Examination examination, Generation generation) {
    GenerationProgress progress = progress(examination, generation);
    List<Event> missing = progress.missing();
    double seconds =
        missing.isEmpty()
            ? 0
            : Duration.between(missing.get(0).time(), Clock.systemUTC().instant()).toMillis() / 1e3;
    return new Standing(
        generation.projection().text(),
        progress.position(),
        examination.head(),
        progress.lag(),
        Math.max(0, seconds),
        progress.wrongBlocks().isEmpty(),
        examination.deadLetters(generation).size(),
        examination.givenUp(generation).size(),
        null);
  }
}
