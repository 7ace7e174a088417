package io.botledger.command.apikey;

import io.botledger.command.apikey.KnownKeys.Entry;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/api-keys}: all that ever were, the newest first, without their secrets. */
@RestController
class ListApiKeysEndpoint {

  record Answer(List<ApiKeyDto> keys) {}

  private final KnownKeys keys;

  ListApiKeysEndpoint(@Qualifier("logAnswersDataSource") DataSource logAnswersDataSource) {
    this.keys = new KnownKeys(logAnswersDataSource);
  }

  @GetMapping(path = "/v1/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"limit", "cursor"})
  ResponseEntity<Answer> list(HttpServletRequest request) {
    QueryValues values = new QueryValues(request);
    int limit = values.integer("limit", 1, Pages.MOST, Pages.USUAL);
    Cursor cursor = Cursor.ofPositions(values);
    values.check();
    long before = cursor == null ? Long.MAX_VALUE : cursor.lastPosition();
    return Pages.page(
        request,
        keys.before(before, limit + 1),
        limit,
        entry -> new Cursor(0, Long.toString(entry.position())),
        page -> new Answer(page.stream().map(Entry::key).toList()));
  }
}
