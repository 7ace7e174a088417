package io.botledger.query.console.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/audit}. */
public record Audit(List<Entry> entries) {

  public record Entry(
      long position,
      String time,
      Actor actor,
      String action,
      @Nullable String chatbotId,
      @Nullable String versionId,
      @Nullable String versionNumber,
      @Nullable String environment,
      @Nullable String reason,
      String surface,
      String summary) {}

  public record Actor(String name, String kind) {}
}
