package io.botledger.query.rebuild;

import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.generation.Pace;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuild.State;
import io.botledger.query.journal.JournalAction;
import io.botledger.query.projection.Processors;
import io.botledger.query.standing.Examination;
import io.botledger.query.standing.GenerationProgress;
import io.botledger.query.standing.Standings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a generation that was built the live one, so that no answer ever shows less than one
 * before.
 *
 * <p>In one transaction: the live generation is stopped where it is (its tokens are locked, so that
 * no batch of it can commit), the new one is waited for until it covers all of that, one row is
 * changed, and the tokens of the old one are given to nobody for ever. So what the old one handled
 * the new one has handled, and what was reported of the old one is true of the new one. The answers
 * see to it that they all change at the commit, see {@link Generations}.
 */
@Component
final class Swap {

  /** How long the live generation may be held up. Writes wait for it, two seconds at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How many events may be missing for that to be enough. */
  private static final int WITHIN_PATIENCE = 500;

  /** How many may be missing when it begins to join, for which it has some seconds. */
  private static final int NEAR = 100_000;

  /** A generation no segment of which has come nearer to the head is not looked at closely. */
  private static final int FAR = 2_000;

  private static final Duration PAUSE = Duration.ofMillis(10);

  /** A claim that Axon's token store takes for another process's, and for a fresh one. */
  private static final String CLAIMED_FOR_EVER =
      """
      update query.token_entry set owner = 'replaced', timestamp = '9999-12-31T23:59:59.999Z'
      where processor_name = ?
      """;

  private final JdbcClient database;
  private final RebuildTable table;
  private final Standings standings;
  private final Processors processors;
  private final Pace pace;

  Swap(
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      RebuildTable table,
      Standings standings,
      Processors processors,
      Generations generations) {
    this.database = JdbcClient.create(projectionDataSource);
    this.table = table;
    this.standings = standings;
    this.processors = processors;
    this.pace = generations.pace();
  }

  /** Whether the new generation has nearly caught up. */
  boolean isNear(Rebuild rebuild) {
    return standings.look(
        examination -> {
          GenerationProgress next = standings.progress(examination, rebuild.generation());
          return next.lag() <= NEAR;
        });
  }

  /**
   * Tries it once.
   *
   * @return whether it is done; if not, nothing is changed
   * @throws RebuildFailed if the new generation must not become the live one
   */
  boolean isDone(Rebuild rebuild) {
    Generation live = live(rebuild, "");
    if (!standings.look(examination -> isWorthTrying(examination, live, rebuild.generation()))) {
      return false;
    }
    return processors.whileResting(live, () -> isReplaced(rebuild));
  }

  private boolean isReplaced(Rebuild rebuild) {
    return Boolean.TRUE.equals(
        table
            .transaction()
            .execute(
                status -> {
                  boolean replaced = table.hold(rebuild) && replace(rebuild);
                  if (!replaced) {
                    status.setRollbackOnly();
                  }
                  return replaced;
                }));
  }

  private Generation live(Rebuild rebuild, String lock) {
    return new Generation(
        rebuild.projection(),
        database
            .sql("select live_generation from query.projection where name = ? " + lock)
            .param(rebuild.projection().text())
            .query(Integer.class)
            .single());
  }

  /** Asked before anybody is held up. */
  private boolean isWorthTrying(Examination examination, Generation live, Generation next) {
    // First what costs little: while it joins this is asked again and again.
    if (examination.head() - examination.reached(next).furthest() > FAR) {
      return false;
    }
    GenerationProgress young = standings.progress(examination, next);
    if (young.lag() > WITHIN_PATIENCE) {
      return false;
    }
    GenerationProgress old = standings.progress(examination, live);
    SwapRule.check(examination, live, old, next, young);
    // Where nothing is left to be handled, only a gap that it has not closed can hold it back.
    return !young.missing().isEmpty() || young.position() >= old.position();
  }

  private boolean replace(Rebuild rebuild) {
    Generation live = live(rebuild, "for no key update");
    Generation next = rebuild.generation();
    database
        .sql("select 1 from query.token_entry where processor_name = ? order by segment for update")
        .param(live.processor())
        .query(Integer.class)
        .list();
    if (!covers(live, next)) {
      return false;
    }
    database
        .sql("update query.projection set live_generation = ? where name = ?")
        .params(next.number(), rebuild.projection().text())
        .update();
    database.sql(CLAIMED_FOR_EVER).param(live.processor()).update();
    table.finish(rebuild, State.SWAPPED, live, pace.grace(), null, null);
    table.write(
        rebuild,
        JournalAction.REBUILD_SWAPPED,
        rebuild.actor(),
        "Generation %d answers, instead of generation %d.".formatted(next.number(), live.number()));
    return true;
  }

  private boolean covers(Generation live, Generation next) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!standings.look(examination -> covers(examination, live, next))) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
    }
    return true;
  }

  private boolean covers(Examination examination, Generation live, Generation next) {
    GenerationProgress old = standings.progress(examination, live);
    GenerationProgress young = standings.progress(examination, next);
    if (!young.coversAllOf(old)) {
      return false;
    }
    SwapRule.check(examination, live, old, next, young);
    return true;
  }
}
