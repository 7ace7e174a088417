package io.botledger.query.versionlist;

import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.Chunks;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.LongAnswers;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.version.VersionRow;
import io.botledger.query.versionlist.VersionList.Listing;
import io.botledger.query.versionlist.VersionList.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/chatbots/{chatbotId}/versions}: all of them, or a page. */
@RestController
class ListVersions {
  record Answer(List<VersionDto> versions) {}

  private final VersionList versions;
  private final LongAnswers answers;
  private final JsonMapper json;

  ListVersions(VersionList versions, LongAnswers answers, JsonMapper json) {
    this.versions = versions;
    this.answers = answers;
    this.json = json;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"limit", "cursor", "order", "includeDeleted"})
  @Nullable ResponseEntity<Answer> list(
      @PathVariable String chatbotId, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    QueryValues values = new QueryValues(request);
    int limit = values.integer("limit", 1, Pages.MOST, 0);
    boolean newestFirst = "desc".equals(values.oneOf("order", List.of("asc", "desc")));
    boolean includeDeleted = values.flag("includeDeleted");
    Cursor cursor = Cursor.ofPositions(values);
    values.check();
    Listing listing =
        versions.listing(
            new Question(
                chatbotId,
                cursor == null ? null : cursor.asOf(),
                newestFirst,
                includeDeleted,
                cursor == null ? null : cursor.lastPosition()));
    if (limit > 0) {
      return Pages.page(
          request,
          listing.after(null, limit + 1),
          limit,
          last -> new Cursor(listing.asOf(), Long.toString(last.createdPosition())),
          page -> new Answer(page.stream().map(row -> row.version().dto()).toList()));
    }
    answers.write(
        request,
        response,
        MediaType.APPLICATION_JSON_VALUE,
        new Chunks<VersionRow>(
            last -> listing.after(last, Pages.MOST),
            "{\"versions\":[",
            ",",
            row -> json.writeValueAsString(row.version().dto()),
            count -> "]}"));
    return null;
  }
}
