package io.botledger.query.console.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code GET /v1/projections/{name}}. */
public record Projection(
    String name,
    long position,
    long head,
    long lagEvents,
    double lagSeconds,
    boolean complete,
    long deadLetters,
    long givenUp,
    @Nullable Run rebuild) {

  /** {@code GET /v1/projections}. */
  public record All(List<Projection> projections) {}

  /**
   * A rebuild or a verification.
   *
   * @param differences of a verification; those of its first ones that the API lists
   */
  public record Run(
      String id,
      String projection,
      String state,
      long handled,
      long total,
      @Nullable Long eventsPerSecond,
      @Nullable Long secondsLeft,
      String started,
      @Nullable String finished,
      String by,
      @Nullable String reason,
      @Nullable String failure,
      @Nullable Long compared,
      @Nullable Long found,
      @Nullable Long firstDivergence,
      @Nullable List<Difference> differences) {

    public boolean isRunning() {
      return state.equals("running");
    }
  }

  public record Difference(
      String table,
      String key,
      @Nullable String column,
      @Nullable JsonNode live,
      @Nullable JsonNode expected,
      long position) {

    public String liveText() {
      return live == null ? "–" : live.toString();
    }

    public String expectedText() {
      return expected == null ? "–" : expected.toString();
    }
  }

  /** {@code GET …/dead-letters}. */
  public record Letters(List<Letter> deadLetters) {}

  public record Letter(
      String id,
      long position,
      String chatbotId,
      String versionId,
      String type,
      @Nullable Cause cause,
      String since,
      @Nullable String lastTried,
      long waiting) {}

  public record Cause(@Nullable String type, @Nullable String message) {}

  /** {@code GET …/journal}. */
  public record Journal(List<Entry> entries) {}

  public record Entry(
      long id, String time, String actor, String action, @Nullable String reason, String detail) {}
}
