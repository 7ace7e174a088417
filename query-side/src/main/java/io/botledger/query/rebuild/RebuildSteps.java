package io.botledger.query.rebuild;

import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.generation.Pace;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuild.Kind;
import io.botledger.query.generation.Rebuild.Phase;
import io.botledger.query.generation.Rebuild.State;
import io.botledger.query.journal.JournalAction;
import io.botledger.query.projection.Processors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the next step of what is built of a projection. Where it stands is in the tables, so that
 * any process can make the next one, also after a restart.
 */
@Component
final class RebuildSteps {
  private final Database database;
  private final RebuildTable table;
  private final Leftovers leftovers;
  private final Turns turns;
  private final Swap swap;
  private final Verification verification;
  private final Processors processors;
  private final ConsoleProgress console;
  private final Pace pace;

  /** When this process first saw that one is joining: after the commit, whatever the clocks say. */
  private final Map<String, Long> joiningSince = new ConcurrentHashMap<>();

  RebuildSteps(
      Database database,
      RebuildTable table,
      Leftovers leftovers,
      Turns turns,
      Swap swap,
      Verification verification,
      Processors processors,
      ConsoleProgress console,
      Generations generations) {
    this.database = database;
    this.table = table;
    this.leftovers = leftovers;
    this.turns = turns;
    this.swap = swap;
    this.verification = verification;
    this.processors = processors;
    this.console = console;
    this.pace = generations.pace();
  }

  /** Does what is to be done at present, unless another process does. */
  void step(Projection projection) {
    Optional<Rebuild> running = table.running(projection);
    List<Generation> dropped = leftovers.of(projection);
    if (running.isPresent() || !dropped.isEmpty()) {
      turns.take(
          projection,
          () -> {
            // As it is now that it is our turn.
            table.running(projection).ifPresent(this::advance);
            leftovers.of(projection).forEach(leftovers::drop);
          });
    }
  }

  private void advance(Rebuild rebuild) {
    try {
      console.show(rebuild);
      switch (rebuild.phase()) {
        case MAKING -> make(rebuild);
        case BUILDING -> build(rebuild);
        case JOINING -> join(rebuild);
        case OVER -> throw new IllegalStateException("What runs is never over.");
      }
    } catch (RebuildFailed e) {
      fail(rebuild, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (Passing.isPassing(e)) {
        throw e;
      }
      console.failed(rebuild, e);
      fail(rebuild, "It could not be carried out: " + Passing.text(e));
    }
  }

  private void make(Rebuild rebuild) {
    rebuild.generation().migrate(database);
    turn(rebuild, Phase.BUILDING);
  }

  private void build(Rebuild rebuild) {
    if (rebuild.kind() == Kind.VERIFICATION) {
      verification
          .compareIfReady(rebuild)
          .ifPresent(
              result ->
                  end(
                      rebuild,
                      State.DONE,
                      JournalAction.VERIFICATION_DONE,
                      result.sentence(),
                      result.text()));
    } else if (swap.isNear(rebuild)) {
      turn(rebuild, Phase.JOINING);
    }
  }

  private void turn(Rebuild rebuild, Phase next) {
    if (table.turn(rebuild, next)) {
      processors.refresh();
    }
  }

  private void join(Rebuild rebuild) {
    long since = joiningSince.computeIfAbsent(rebuild.id(), id -> System.nanoTime());
    if (System.nanoTime() - since >= pace.joining().toNanos() && swap.isDone(rebuild)) {
      joiningSince.remove(rebuild.id());
      console.ended(rebuild, "it answers now");
    }
  }

  private void fail(Rebuild rebuild, String reason) {
    end(
        rebuild,
        State.FAILED,
        rebuild.kind() == Kind.REBUILD
            ? JournalAction.REBUILD_FAILED
            : JournalAction.VERIFICATION_FAILED,
        reason,
        null);
  }

  private void end(
      Rebuild rebuild,
      State state,
      JournalAction action,
      String sentence,
      @Nullable String result) {
    if (table.end(rebuild, state, action, rebuild.actor(), sentence, result)) {
      processors.refresh();
      console.ended(rebuild, sentence);
    }
  }
}
