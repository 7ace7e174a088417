package io.botledger.query.audit;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entries as CSV: RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe
 * in front (OWASP, CSV injection: also the signs' full-width forms, and what hides them).
 */
final class AuditCsv {
  static final String HEADER =
      "position,time,actor,actorKind,action,chatbotId,versionId,versionNumber,environment,reason,"
          + "surface,change,summary\r\n";

  private static final Pattern FORMULA =
      Pattern.compile(" *[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]");

  private AuditCsv() {}

  static String line(AuditEntry entry) {
    return Stream.of(
            Long.toString(entry.position()),
            entry.time(),
            entry.actor().name(),
            entry.actor().kind(),
            entry.action(),
            orEmpty(entry.chatbotId()),
            orEmpty(entry.versionId()),
            orEmpty(entry.versionNumber()),
            orEmpty(entry.environment()),
            orEmpty(entry.reason()),
            entry.surface(),
            entry.change(),
            entry.summary())
        .map(AuditCsv::cell)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static String cell(String text) {
    String safe = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
