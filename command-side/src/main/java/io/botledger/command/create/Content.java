package io.botledger.command.create;

import io.botledger.command.decision.VersionContent;
import io.botledger.events.Stats;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.nio.charset.StandardCharsets;

/** Takes a content in. */
final class Content {
  private static final int MAX_BYTES = 1024 * 1024;

  /** How deep a content may be nested. */
  static final int MAX_LEVELS = 64;

  /** What a version without a content has. */
  static final VersionContent EMPTY = of("{}", Stats.NONE);

  private Content() {}

  /**
   * @param json a JSON object that was checked
   * @throws Refusal {@code too-large}
   */
  static VersionContent of(String json, Stats stats) {
    int size = json.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw Refusal.of(
          ProblemCode.TOO_LARGE,
          "The content has %,d bytes; it may have at most %,d.".formatted(size, MAX_BYTES));
    }
    return new VersionContent(json, Contents.hash(json), size, stats);
  }
}
