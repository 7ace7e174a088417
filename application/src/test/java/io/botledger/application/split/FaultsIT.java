package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.api.Projections;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.split.Write.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Each process in turn is stopped, killed and frozen while clients write and read through the
 * gateway. In the end the log has what they were told, and the projections have what the log has.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
  private static final Duration FROZEN = Duration.ofSeconds(15);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private static final List<Write> writes = new ArrayList<>();
  private static SplitShape shape;
  private static SegmentOwners segments;

  @BeforeAll
  static void start() {
    shape = SplitShape.start();
    segments = new SegmentOwners(shape.database());
  }

  @AfterAll
  static void stop() {
    // Without nginx there is none.
    if (shape != null) {
      shape.close();
    }
  }

  @Test
  @Order(1)
  void aRollingRestartIsNoticedByNobody() throws Exception {
    List<Write> told;
    try (Load load = Load.start(shape, "rolling")) {
      for (BotledgerProcess process : shape.processes()) {
        process.terminate();
        process.awaitEnd(LONGEST_STOP);
        shape.startAgain(process);
      }
      told = load.stop();
      assertThat(load.cut()).isZero();
    }
    writes.addAll(told);
    assertThat(told).allMatch(write -> write.status() > 0 && write.status() < 500);
  }

  @Test
  @Order(2)
  void theOtherProcessGoesOnWhereOneIsKilledOrFrozen() throws Exception {
    try (Load load = Load.start(shape, "faults")) {
      for (BotledgerProcess process : shape.commands()) {
        process.kill();
        freeze(shape.startAgain(process), () -> {});
      }
      for (BotledgerProcess process : shape.queries()) {
        killInTheMiddleOfARebuild(process);
        BotledgerProcess again = shape.startAgain(process);
        segments.awaitShared(shape.queries());
        freeze(again, () -> segments.awaitShared(List.of(other(again))));
        segments.awaitShared(shape.queries());
      }
      writes.addAll(load.stop());
      // Those that a killed process was answering.
      assertThat(load.cut()).isLessThanOrEqualTo(shape.queries().size() * Load.CLIENTS);
    }
    assertThat(writes).extracting(Write::outcome).contains(Outcome.values());
  }

  /** Does something meanwhile, which must take less time than the process stands still. */
  private static void freeze(BotledgerProcess process, Runnable meanwhile)
      throws InterruptedException {
    long start = System.nanoTime();
    process.freeze();
    try {
      meanwhile.run();
      Thread.sleep(Math.max(0, FROZEN.toMillis() - (System.nanoTime() - start) / 1_000_000));
    } finally {
      process.thaw();
    }
  }

  private static BotledgerProcess other(BotledgerProcess process) {
    return shape.queries().stream().filter(one -> one != process).findFirst().orElseThrow();
  }

  private static void killInTheMiddleOfARebuild(BotledgerProcess process) {
    BotledgerProcess other = other(process);
    String projection = Projections.NAMES.get(shape.queries().indexOf(process));
    String rebuild = new Projections(shape.client(process)).start(projection, "rebuild");
    process.freeze();
    Projections left = new Projections(shape.client(other));
    assertThat(left.client().get(rebuild).body().at("/state").stringValue()).isEqualTo("running");
    process.kill();
    segments.awaitShared(List.of(other));
    assertThat(left.end(rebuild).at("/state").stringValue()).isEqualTo("swapped");
    String journal = left.client().get("/v1/projections/" + projection + "/journal").text();
    assertThat(journal.split("\"rebuild-started\"", -1)).as(journal).hasSize(2);
    assertThat(journal.split("\"rebuild-swapped\"", -1)).as(journal).hasSize(2);
  }

  @Test
  @Order(3)
  void theLogHasWhatWasAcknowledgedAndNothingElse() {
    List<JsonNode> log = shape.client().pages("/v1/events?limit=1000", "events");
    assertThat(new WritesInTheLog(log).contradictions(writes)).isEmpty();
    assertThat(positions(shape.client().pages("/v1/audit?order=asc&limit=1000", "entries")))
        .isEqualTo(positions(log));
  }

  @Test
  @Order(4)
  void everyProjectionHasHandledEveryEventOnce() {
    new Projections(shape.client()).assertWhole();
  }

  private static List<Long> positions(List<JsonNode> all) {
    return all.stream().map(one -> one.at("/position").longValue()).toList();
  }
}
