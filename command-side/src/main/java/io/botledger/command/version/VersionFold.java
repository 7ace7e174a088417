package io.botledger.command.version;

import io.botledger.command.decision.VersionState;
import io.botledger.events.VersionEvent;
import io.botledger.platform.eventstore.Snapshot;
import io.botledger.platform.version.VersionSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that an aggregate has of its events: for decisions, and for those who are shown the version.
 */
public record VersionFold(VersionState state, VersionSnapshot shown) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * After one more of a version's events.
   *
   * @param before null before the first
   */
  public static VersionFold evolve(
      @Nullable VersionFold before,
      String versionId,
      VersionEvent event,
      long sequence,
      Instant time,
      String actor) {
    return new VersionFold(
        VersionState.evolve(before == null ? null : before.state, versionId, event),
        VersionSnapshot.evolve(
            before == null ? null : before.shown, versionId, event, sequence, time, actor));
  }

  /** As it is kept. */
  public Snapshot snapshot() {
    return new Snapshot(state.versionId(), shown.revision(), JSON.writeValueAsString(this));
  }

  /** As it was kept. */
  static VersionFold of(Snapshot snapshot) {
    return JSON.readValue(snapshot.state(), VersionFold.class);
  }
}
