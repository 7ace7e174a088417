package io.botledger.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** In which form the whole of an audit answer is streamed. */
enum AuditFormat {
  /**
   * RFC 4180, with a header, in UTF-8. A cell that a spreadsheet would take for a formula begins
   * with an apostrophe (OWASP, CSV Injection).
   */
  CSV(MediaType.parseMediaType("text/csv;charset=UTF-8")) {
    @Override
    String header() {
      return "position,time,actor,actorKind,action,chatbotId,versionId,versionNumber,environment,"
          + "reason,surface,change,summary\r\n";
    }

    @Override
    String line(AuditEntry entry) {
      return Stream.of(entry.cells()).map(AuditFormat::cell).collect(Collectors.joining(","))
          + "\r\n";
    }
  },
  /** One JSON object a line. */
  NDJSON(MediaType.APPLICATION_NDJSON) {
    @Override
    String header() {
      return "";
    }

    @Override
    String line(AuditEntry entry) {
      return JSON.writeValueAsString(entry) + "\n";
    }
  };

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
          .build();

  private final MediaType mediaType;

  AuditFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  MediaType mediaType() {
    return mediaType;
  }

  abstract String header();

  abstract String line(AuditEntry entry);

  /**
   * The form that an {@code Accept} header prefers; null for the page of JSON, which is also what a
   * client gets that accepts anything.
   */
  static @Nullable AuditFormat preferred(List<MediaType> accepted) {
    for (MediaType one : accepted) {
      if (one.includes(MediaType.APPLICATION_JSON)) {
        return null;
      }
      for (AuditFormat format : values()) {
        if (one.includes(format.mediaType)) {
          return format;
        }
      }
    }
    return null;
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
