package io.botledger.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generations;
import io.botledger.query.segment.ClaimPace;
import io.botledger.query.segment.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who works on a rebuild. */
class TurnsTest {
  private static final ClaimPace USUAL = ClaimPace.USUAL;
  private static final ClaimPace QUICK =
      new ClaimPace(
          Duration.ofMillis(300),
          USUAL.claim(),
          USUAL.renewal(),
          USUAL.attempts(),
          USUAL.patience(),
          USUAL.keeping());

  private final Database database = TestPostgres.freshDatabase();
  private final DataSource dataSource = TestPostgres.dataSource(database);
  private final List<String> done = new ArrayList<>();

  TurnsTest() {
    EventTables.prepare(database);
    Generations.prepare(database, dataSource);
  }

  private Turns process() {
    Processes processes = new Processes(dataSource, QUICK);
    processes.join();
    return new Turns(dataSource, processes);
  }

  private void works(Turns turns, String who) {
    turns.take(Projection.VERSION_LIST, () -> done.add(who));
  }

  @Test
  void oneWorksAtATimeAndTheNextOneAfterIt() {
    Turns one = process();
    Turns other = process();
    one.take(
        Projection.VERSION_LIST,
        () -> {
          works(other, "the other one meanwhile");
          works(one, "the same one in between");
          other.take(Projection.AUDIT_HISTORY, () -> done.add("the other one, another one"));
        });
    works(other, "the other one afterwards");
    works(one, "the first one again");
    assertThat(done)
        .containsExactly(
            "the other one, another one", "the other one afterwards", "the first one again");
  }

  /** Without its process being heard of a turn is over, whatever it is at. */
  @Test
  void whoStandsStillLosesItsTurn() {
    Turns frozen = process();
    frozen.take(
        Projection.VERSION_LIST,
        () -> {
          await()
              .until(
                  () -> {
                    works(process(), "the other one");
                    return !done.isEmpty();
                  });
        });
    // It goes on, and ends what is not its own any more.
    works(process(), "a third one");
    assertThat(done).containsExactly("the other one", "a third one");
  }
}
