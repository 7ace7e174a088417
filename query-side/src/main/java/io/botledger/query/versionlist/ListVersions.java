package io.botledger.query.versionlist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.Chunks;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.LongAnswers;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.asof.AsOf;
import io.botledger.query.asof.Asked;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.asof.Viewpoints;
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
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(List<VersionDto> versions, @Nullable AsOf asOf) {}

  private final VersionList versions;
  private final Viewpoints viewpoints;
  private final LongAnswers answers;
  private final JsonMapper json;

  ListVersions(VersionList versions, Viewpoints viewpoints, LongAnswers answers, JsonMapper json) {
    this.versions = versions;
    this.viewpoints = viewpoints;
    this.answers = answers;
    this.json = json;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"limit", "cursor", "order", "includeDeleted", "at", "position"})
  @Nullable ResponseEntity<Answer> list(
      @PathVariable String chatbotId, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    QueryValues values = new QueryValues(request);
    int limit = values.integer("limit", 1, Pages.MOST, 0);
    boolean newestFirst = "desc".equals(values.oneOf("order", List.of("asc", "desc")));
    boolean includeDeleted = values.flag("includeDeleted");
    Cursor cursor = Cursor.ofPositions(values);
    Asked asked = Asked.of(values, cursor);
    if (limit == 0 && cursor != null && cursor.back()) {
      values.issue("cursor", "It leads back to a page: give a limit as well.");
    }
    values.check();
    Viewpoint viewpoint =
        cursor == null
            ? viewpoints.of(asked, chatbotId, Projection.VERSION_LIST, response)
            : Viewpoint.of(cursor);
    Listing listing =
        versions.listing(
            new Question(
                chatbotId,
                viewpoint == Viewpoint.PRESENT ? null : viewpoint.position(),
                newestFirst,
                includeDeleted));
    return limit > 0
        ? page(request, listing, viewpoint, cursor, limit)
        : whole(request, response, listing, viewpoint, cursor);
  }

  private static ResponseEntity<Answer> page(
      HttpServletRequest request,
      Listing listing,
      Viewpoint viewpoint,
      @Nullable Cursor given,
      int limit) {
    List<VersionRow> found =
        given == null
            ? listing.beside(null, false, limit + 1)
            : listing.beside(given.lastPosition(), given.back(), limit + 1);
    return Pages.page(
        request,
        given,
        found,
        limit,
        row ->
            new Cursor(
                listing.asOf(), viewpoint.time(), false, Long.toString(row.createdPosition())),
        rows ->
            new Answer(rows.stream().map(row -> row.version().dto()).toList(), viewpoint.asOf()));
  }

  private @Nullable ResponseEntity<Answer> whole(
      HttpServletRequest request,
      HttpServletResponse response,
      Listing listing,
      Viewpoint viewpoint,
      @Nullable Cursor cursor)
      throws Exception {
    Long first = cursor == null ? null : Long.valueOf(cursor.lastPosition());
    AsOf asOf = viewpoint.asOf();
    String end = asOf == null ? "]}" : "],\"asOf\":" + json.writeValueAsString(asOf) + "}";
    answers.write(
        request,
        response,
        MediaType.APPLICATION_JSON_VALUE,
        new Chunks<VersionRow>(
            last ->
                listing.beside(
                    last == null ? first : Long.valueOf(last.createdPosition()), false, Pages.MOST),
            "{\"versions\":[",
            ",",
            row -> json.writeValueAsString(row.version().dto()),
            count -> end));
    return null;
  }
}
