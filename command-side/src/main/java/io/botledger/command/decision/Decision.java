package io.botledger.command.decision;

import io.botledger.events.Environment;
import io.botledger.events.VersionEvent;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What follows from a command. */
public sealed interface Decision {

  /** An event that is to be appended to the version's stream. */
  record Change(String versionId, VersionEvent event) {}

  /**
   * It happens.
   *
   * @param changes in order; empty if everything is already as it was asked for
   * @param environment the environment whose composition was asked about, if any
   * @param deploymentId what runs there afterwards; null where nothing does
   */
  record Accepted(
      List<Change> changes, @Nullable Environment environment, @Nullable String deploymentId)
      implements Decision {

    /** Changes that leave every environment as it is. */
    static Accepted of(String versionId, VersionEvent event) {
      return new Accepted(List.of(new Change(versionId, event)), null, null);
    }

    /** Whether everything is already as it was asked for. */
    public boolean changesNothing() {
      return changes.isEmpty();
    }
  }

  /** A rule forbids it. */
  record Refused(ProblemCode code, String message) implements Decision {}

  /** The refusal if there is one, else what happens. */
  static Decision of(Optional<Refused> refusal, Supplier<Accepted> otherwise) {
    return refusal.isPresent() ? refusal.get() : otherwise.get();
  }
}
