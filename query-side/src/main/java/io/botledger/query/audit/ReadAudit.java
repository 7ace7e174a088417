package io.botledger.query.audit;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.Chunks;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.LongAnswers;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.audit.AuditHistory.Search;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /v1/audit} and {@code GET /v1/chatbots/{chatbotId}/audit}: pages of JSON, or all of it
 * as CSV or as lines of JSON.
 */
@RestController
class ReadAudit {
  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final List<MediaType> OFFERED =
      List.of(
          MediaType.APPLICATION_JSON,
          MediaType.parseMediaType(CSV),
          MediaType.parseMediaType(LINES));

  record Answer(List<AuditEntry> entries) {}

  private final AuditHistory history;
  private final LongAnswers answers;
  private final JsonMapper json;

  ReadAudit(AuditHistory history, LongAnswers answers, JsonMapper json) {
    this.history = history;
    this.answers = answers;
    this.json = json;
  }

  @GetMapping(
      path = "/v1/audit",
      produces = {MediaType.APPLICATION_JSON_VALUE, CSV, LINES})
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
  @Nullable ResponseEntity<?> all(
      HttpServletRequest request, HttpServletResponse response, RequestContext context)
      throws Exception {
    QueryValues values = new QueryValues(request);
    String chatbotId = values.text("chatbotId");
    // Of several chatbots together only who may see all of them.
    context.require(Permission.AUDIT_READ, new Resource(chatbotId, null));
    return answer(chatbotId, values, request, response);
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/audit",
      produces = {MediaType.APPLICATION_JSON_VALUE, CSV, LINES})
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
  @Nullable ResponseEntity<?> ofChatbot(
      @PathVariable String chatbotId, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    return answer(chatbotId, new QueryValues(request), request, response);
  }

  private @Nullable ResponseEntity<?> answer(
      @Nullable String chatbotId,
      QueryValues values,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    AuditFilter filter = AuditFilter.of(chatbotId, values);
    boolean newestFirst = !"asc".equals(values.oneOf("order", List.of("asc", "desc")));
    int limit = values.integer("limit", 1, Pages.MOST, 0);
    Cursor cursor = Cursor.ofPositions(values);
    String type = type(request);
    boolean whole = limit == 0 && !type.equals(MediaType.APPLICATION_JSON_VALUE);
    if (whole && cursor != null && cursor.back()) {
      values.issue("cursor", "It leads back to a page: give a limit as well.");
    }
    values.check();
    Search search = history.search(filter, newestFirst);
    Long beside = cursor == null ? null : Long.valueOf(cursor.lastPosition());
    if (whole) {
      answers.write(request, response, type + ";charset=UTF-8", chunks(search, beside, type));
      return null;
    }
    int size = limit == 0 ? Pages.USUAL : limit;
    ResponseEntity<?> page =
        Pages.page(
            request,
            cursor,
            search.beside(beside, cursor != null && cursor.back(), size + 1),
            size,
            entry -> new Cursor(0, Long.toString(entry.position())),
            entries -> body(entries, type));
    return type.equals(MediaType.APPLICATION_JSON_VALUE)
        ? page
        : ResponseEntity.ok()
            .headers(page.getHeaders())
            .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
            .body(page.getBody());
  }

  private Chunks<AuditEntry> chunks(Search search, @Nullable Long after, String type) {
    boolean csv = type.equals(CSV);
    return new Chunks<>(
        last ->
            search.beside(last == null ? after : Long.valueOf(last.position()), false, Pages.MOST),
        csv ? AuditCsv.HEADER : "",
        "",
        csv ? AuditCsv::line : this::line,
        count -> "");
  }

  private Object body(List<AuditEntry> page, String type) {
    if (type.equals(CSV)) {
      return page.stream().map(AuditCsv::line).collect(Collectors.joining("", AuditCsv.HEADER, ""));
    }
    return type.equals(LINES)
        ? page.stream().map(this::line).collect(Collectors.joining())
        : new Answer(page);
  }

  private String line(AuditEntry entry) {
    return json.writeValueAsString(entry) + "\n";
  }

  /** The one of our types that the client likes best; the mapping sees to it that there is one. */
  private static String type(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    List<MediaType> liked =
        MediaType.parseMediaTypes(accept == null ? MediaType.ALL_VALUE : accept);
    MimeTypeUtils.sortBySpecificity(liked);
    return liked.stream()
        .sorted((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()))
        .flatMap(one -> OFFERED.stream().filter(one::includes))
        .findFirst()
        .orElse(MediaType.APPLICATION_JSON)
        .toString();
  }
}
