package io.botledger.query.generation;

import io.botledger.platform.progress.Projection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation that is, or was, built beside the live one: to take its place, or to be compared
 * with it.
 *
 * @param generation the one that is built
 * @param head the newest position of the log when it was asked for
 * @param handled how many events it had handled at its end; null while it runs
 * @param total how many events the log had then
 * @param failure why it failed, a sentence for people
 * @param result what a verification found, as JSON
 */
public record Rebuild(
    String id,
    Kind kind,
    Generation generation,
    State state,
    Phase phase,
    long head,
    String actor,
    @Nullable String reason,
    Instant started,
    @Nullable Instant finished,
    @Nullable Long handled,
    @Nullable Long total,
    @Nullable String failure,
    @Nullable String result) {

  /** What it is for. */
  public enum Kind {
    REBUILD("rebuild", "rebuilds"),
    VERIFICATION("verification", "verifications");

    private final String text;
    private final String path;

    Kind(String text, String path) {
      this.text = text;
      this.path = path;
    }

    public String text() {
      return text;
    }
  }

  /** How it stands. */
  public enum State {
    RUNNING("running"),
    SWAPPED("swapped"),
    DONE("done"),
    FAILED("failed"),
    CANCELLED("cancelled");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The name in tables and answers. */
    public String text() {
      return text;
    }
  }

  /** What it is doing. */
  public enum Phase {
    /** Its tables are being made. */
    MAKING("making"),
    /** It follows the log. */
    BUILDING("building"),
    /** It has caught up, and becomes the live one as soon as all processes know of it. */
    JOINING("joining"),
    OVER("over");

    private final String text;

    Phase(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public Projection projection() {
    return generation.projection();
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** The same, of someone with a reason of their own. */
  public Rebuild because(@Nullable String another) {
    return new Rebuild(
        id,
        kind,
        generation,
        state,
        phase,
        head,
        actor,
        another,
        started,
        finished,
        handled,
        total,
        failure,
        result);
  }

  /** Where it is to be asked about, a path. */
  public String path() {
    return "/v1/projections/" + projection().text() + "/" + kind.path + "/" + id;
  }

  /** What it is, for people: {@code the rebuild of version-list (generation 3)}. */
  public String title() {
    return "the %s of %s (generation %d)"
        .formatted(kind.text(), projection().text(), generation.number());
  }
}
