package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuild.Kind;
import io.botledger.query.generation.Rebuild.Phase;
import io.botledger.query.generation.Rebuild.State;
import io.botledger.query.generation.Rebuilds;
import io.botledger.query.journal.Journal;
import io.botledger.query.journal.JournalAction;
import io.botledger.query.standing.Standings;
import java.sql.Types;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table of rebuilds and verifications, for those who change it. Whatever several processes do
 * at once, one of them makes each step.
 */
@Component
final class RebuildTable {
  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Rebuilds rebuilds;
  private final Journal journal;
  private final Standings standings;
  private final Duration untilAllProcessesKnow;

  RebuildTable(
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      Generations generations,
      Journal journal,
      Standings standings) {
    this.database = JdbcClient.create(projectionDataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(projectionDataSource));
    this.rebuilds = new Rebuilds(projectionDataSource);
    this.journal = journal;
    this.standings = standings;
    this.untilAllProcessesKnow = generations.pace().joining();
  }

  /** For reads that take part in the running transaction. */
  Rebuilds rebuilds() {
    return rebuilds;
  }

  /** A transaction, which journal entries take part in. */
  TransactionTemplate transaction() {
    return transaction;
  }

  /**
   * Starts one.
   *
   * @throws Refusal {@code rebuild-running} if something is built of this projection already
   */
  Rebuild start(Projection projection, Kind kind, String actor, @Nullable String reason) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              database
                  .sql("select 1 from query.projection where name = ? for no key update")
                  .param(projection.text())
                  .query(Integer.class)
                  .single();
              rebuilds.running(projection).ifPresent(RebuildTable::refuse);
              Rebuild rebuild = insert(projection, kind, actor, reason);
              write(
                  rebuild,
                  kind == Kind.REBUILD
                      ? JournalAction.REBUILD_STARTED
                      : JournalAction.VERIFICATION_STARTED,
                  actor,
                  "Generation %d is built up to position %d and further."
                      .formatted(rebuild.generation().number(), rebuild.head()));
              return rebuild;
            }));
  }

  private static void refuse(Rebuild running) {
    throw Refusal.of(
        ProblemCode.REBUILD_RUNNING,
        "One generation of a projection is built at a time; at present it is %s: %s"
            .formatted(running.title(), running.path()));
  }

  private Rebuild insert(Projection projection, Kind kind, String actor, @Nullable String reason) {
    String id = UUID.randomUUID().toString();
    database
        .sql(
            """
            insert into query.rebuild
              (id, projection, kind, generation, state, phase, head, actor, reason)
            select ?, name, ?,
              1 + greatest(live_generation,
                (select max(generation) from query.rebuild where projection = name)),
              'running', 'making',
              (select coalesce(max(global_index), 0) from events.event), ?, ?
            from query.projection where name = ?
            """)
        .param(1, id)
        .param(2, kind.text())
        .param(3, actor)
        .param(4, reason, Types.VARCHAR)
        .param(5, projection.text())
        .update();
    return rebuilds.find(projection, kind, id).orElseThrow();
  }

  /** Goes over to another phase; false if somebody else was first. */
  boolean turn(Rebuild rebuild, Phase next) {
    return database
            .sql(
                """
                update query.rebuild set phase = ?
                where id = ? and state = 'running' and phase = ?
                """)
            .params(next.text(), rebuild.id(), rebuild.phase().text())
            .update()
        == 1;
  }

  /** Holds it until the end of the transaction; false if it does not run any more. */
  boolean hold(Rebuild rebuild) {
    return database
        .sql("select 1 from query.rebuild where id = ? and state = 'running' for update")
        .param(rebuild.id())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Ends it without any effect on what answers. False if it does not run any more. */
  boolean end(Rebuild rebuild, State state, JournalAction action, String actor, String detail) {
    return end(rebuild, state, action, actor, detail, null);
  }

  /** The same, with what a verification found. */
  boolean end(
      Rebuild rebuild,
      State state,
      JournalAction action,
      String actor,
      String detail,
      @Nullable String result) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean ended =
                  finish(
                      rebuild,
                      state,
                      rebuild.generation(),
                      untilAllProcessesKnow,
                      state == State.FAILED ? detail : null,
                      result);
              if (ended) {
                write(rebuild, action, actor, detail);
              }
              return ended;
            }));
  }

  /** Ends it and says which generation nobody needs any more, and how long it stays. */
  boolean finish(
      Rebuild rebuild,
      State state,
      Generation leftover,
      Duration stays,
      @Nullable String failure,
      @Nullable String result) {
    Standings.Counts counts = standings.counts(rebuild.generation());
    return database
            .sql(
                """
                update query.rebuild set state = ?, phase = 'over', finished = clock_timestamp(),
                  handled = ?, total = ?, leftover = ?,
                  leftover_until = clock_timestamp() + ? * interval '1 millisecond',
                  failure = ?, result = ?::json
                where id = ? and state = 'running'
                """)
            .param(1, state.text())
            .param(2, counts.handled())
            .param(3, counts.total())
            .param(4, leftover.number())
            .param(5, stays.toMillis())
            .param(6, failure, Types.VARCHAR)
            .param(7, result, Types.VARCHAR)
            .param(8, rebuild.id())
            .update()
        == 1;
  }

  /** Adds to the journal; whoever asked for the rebuild gave its reason. */
  void write(Rebuild rebuild, JournalAction action, String actor, String detail) {
    journal.write(rebuild.projection(), action, actor, rebuild.reason(), detail);
  }

  Optional<Rebuild> running(Projection projection) {
    return rebuilds.running(projection);
  }
}
