package io.botledger.command.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.eventstore.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VersionFoldTest {
  private static final List<VersionEvent> EVENTS =
      List.of(
          new VersionCreated(
              "bot",
              "first",
              "what for",
              "1.0",
              "model",
              Environment.TEST,
              new Stats(1, 2, 3, 4, 5, 6),
              "ab".repeat(32),
              17),
          new VersionDeployed(
              "bot", Environment.DEV, "d1", new Composition("v1", "v1", "v1"), null),
          new VersionRolledBack(
              "bot",
              Environment.PROD,
              "d2",
              new Composition("v0", "v0", "v1"),
              null,
              List.of("apps", "settings"),
              null),
          new VersionUndeployed("bot", Environment.DEV, "d1", null),
          new VersionDeleted("bot"),
          new VersionRestored("bot", "second", "first"));

  /** Were it another text, snapshots of earlier releases would be read as what they are not. */
  @Test
  void afterEachKindOfEventItIsKeptInThisWayAsLongAsTheRevisionIsThis() throws IOException {
    List<String> kept = new ArrayList<>();
    VersionFold fold = null;
    for (int i = 0; i < EVENTS.size(); i++) {
      Instant time = Instant.parse("2026-01-01T00:00:00Z").plusMillis(1_001L * i);
      fold = VersionFold.evolve(fold, "v1", EVENTS.get(i), i, time, "user " + i);
      Snapshot snapshot = fold.snapshot();
      assertThat(snapshot.sequence()).isEqualTo(i);
      assertThat(VersionFold.of(snapshot)).isEqualTo(fold);
      kept.add(snapshot.state());
    }
    String golden = "/golden/Snapshot-" + Snapshot.REVISION + ".ndjson";
    try (var file = Objects.requireNonNull(getClass().getResourceAsStream(golden), golden)) {
      assertThat(String.join("\n", kept) + "\n")
          .as("if that is meant, raise Snapshot.REVISION")
          .isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
