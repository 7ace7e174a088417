package io.botledger.query.rebuild;

import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.rebuild.Findings.Result;
import io.botledger.query.standing.Examination;
import io.botledger.query.standing.GenerationProgress;
import io.botledger.query.standing.Standings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares a live generation with one that was just built from the same events, in one snapshot, as
 * of a position up to which both have handled everything.
 */
@Component
final class Verification {

  /** Nobody can cancel one, and nothing else can be built of the projection while it runs. */
  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(10);

  private final Standstill standstill = new Standstill(LONGEST_STANDSTILL);
  private final JdbcClient database;
  private final TransactionTemplate snapshot;
  private final Standings standings;
  private final Serializer tokens;

  Verification(
      @Qualifier("rebuildDataSource") DataSource rebuildDataSource,
      Standings standings,
      Serializer serializer) {
    this.database = JdbcClient.create(rebuildDataSource);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(rebuildDataSource));
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.standings = standings;
    this.tokens = serializer;
  }

  /**
   * Empty until both have handled what had happened when the verification was asked for.
   *
   * @throws RebuildFailed if they cannot be compared, or if one of them does not get on
   */
  Optional<Result> compareIfReady(Rebuild rebuild) {
    Generation next = rebuild.generation();
    boolean ready =
        standings.look(
            examination -> {
              GenerationProgress young = standings.progress(examination, next);
              if (isAwaited(rebuild, next, young.position())) {
                return false;
              }
              SwapRule.requireComplete(young);
              return true;
            });
    return ready
        ? Objects.requireNonNull(snapshot.execute(status -> compare(rebuild)))
        : Optional.empty();
  }

  private boolean isAwaited(Rebuild rebuild, Generation generation, long position) {
    if (position >= rebuild.head()) {
      return false;
    }
    if (standstill.isLong(rebuild.id(), generation, position, System.nanoTime())) {
      throw new RebuildFailed(
          "Generation %d has been at position %d of %d for %d minutes; see its lag and the log."
              .formatted(
                  generation.number(), position, rebuild.head(), LONGEST_STANDSTILL.toMinutes()));
    }
    return true;
  }

  private Optional<Result> compare(Rebuild rebuild) {
    Generation live =
        new Generation(
            rebuild.projection(),
            database
                .sql("select live_generation from query.projection where name = ?")
                .param(rebuild.projection().text())
                .query(Integer.class)
                .single());
    Examination examination = new Examination(database, tokens);
    GenerationProgress old = standings.progress(examination, live);
    long position =
        Math.min(old.position(), standings.progress(examination, rebuild.generation()).position());
    if (isAwaited(rebuild, live, position)) {
      return Optional.empty();
    }
    return Optional.of(compare(live, rebuild.generation(), position, old));
  }

  private Result compare(
      Generation live, Generation expected, long position, GenerationProgress old) {
    Findings findings = new Findings();
    List<ProjectionTable> tables = ProjectionTable.of(database, expected.schema());
    for (ProjectionTable table : tables) {
      TableComparison comparison =
          new TableComparison(
              database, table, live.schema(), expected.schema(), position, findings);
      comparison.compare();
      comparison.findPhantoms(old.reached());
    }
    return findings.asOf(position);
  }
}
