package io.botledger.query.audit;

import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.audit.AuditEntries.Chunks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code GET …/audit} and {@code GET /v1/audit}: who did what, when and why. */
@RestController
class ReadAudit {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final String CSV = "text/csv";

  /** A page. */
  record Page(List<AuditEntry> entries) {}

  private final AuditEntries entries;

  ReadAudit(AuditEntries entries) {
    this.entries = entries;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/audit",
      produces = {MediaType.APPLICATION_JSON_VALUE, CSV, MediaType.APPLICATION_NDJSON_VALUE})
  @QueryNames({
    "versionId",
    "environment",
    "actor",
    "action",
    "surface",
    "from",
    "to",
    "text",
    "order",
    "limit",
    "cursor"
  })
  ResponseEntity<?> ofChatbot(HttpServletRequest request, @PathVariable String chatbotId) {
    return answer(request, new QueryValues(request), chatbotId);
  }

  @GetMapping(
      path = "/v1/audit",
      produces = {MediaType.APPLICATION_JSON_VALUE, CSV, MediaType.APPLICATION_NDJSON_VALUE})
  @QueryNames({
    "chatbotId",
    "versionId",
    "environment",
    "actor",
    "action",
    "surface",
    "from",
    "to",
    "text",
    "order",
    "limit",
    "cursor"
  })
  ResponseEntity<?> ofAll(HttpServletRequest request) {
    QueryValues query = new QueryValues(request);
    return answer(request, query, query.text("chatbotId"));
  }

  private ResponseEntity<?> answer(
      HttpServletRequest request, QueryValues query, @Nullable String chatbotId) {
    AuditFilter filter = AuditFilter.of(query, chatbotId);
    int limit = query.integer("limit", 1, MAX_LIMIT, LIMIT);
    Long cursor = PagePosition.cursor(query);
    query.check();
    AuditFormat format = AuditFormat.preferred(accepted(request));
    return format == null
        ? page(request, filter, cursor, limit)
        : stream(format, entries.chunks(filter));
  }

  private ResponseEntity<Page> page(
      HttpServletRequest request, AuditFilter filter, @Nullable Long cursor, int limit) {
    List<AuditEntry> found =
        entries.page(
            filter,
            cursor == null ? entries.whole(filter) : entries.behind(filter, cursor),
            limit + 1);
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
    if (found.size() <= limit) {
      return answer.body(new Page(found));
    }
    List<AuditEntry> page = found.subList(0, limit);
    return answer
        .header(HttpHeaders.LINK, PagePosition.next(request, page.get(limit - 1).position()))
        .body(new Page(page));
  }

  private static ResponseEntity<StreamingResponseBody> stream(AuditFormat format, Chunks chunks) {
    return ResponseEntity.ok()
        .contentType(format.mediaType())
        .body(
            out -> {
              write(out, format.header());
              chunks.forEach(chunk -> chunk.forEach(entry -> write(out, format.line(entry))));
            });
  }

  private static void write(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The client went away.", e);
    }
  }

  private static List<MediaType> accepted(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.ACCEPT);
    if (header == null) {
      return List.of();
    }
    try {
      List<MediaType> types = MediaType.parseMediaTypes(header);
      MimeTypeUtils.sortBySpecificity(types);
      return types;
    } catch (InvalidMediaTypeException e) {
      return List.of();
    }
  }
}
