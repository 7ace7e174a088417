package io.botledger.query.journal;

import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.journal.Journal.Entry;
import io.botledger.query.standing.KnownProjections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/projections/{name}/journal}: what was done to it, the newest first. */
@RestController
class ReadJournal {
  record Answer(List<Entry> entries) {}

  private final Journal journal;

  ReadJournal(Journal journal) {
    this.journal = journal;
  }

  @GetMapping(path = "/v1/projections/{name}/journal", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"limit", "cursor"})
  ResponseEntity<Answer> read(@PathVariable String name, HttpServletRequest request) {
    Projection projection = KnownProjections.named(name);
    QueryValues values = new QueryValues(request);
    int limit = values.integer("limit", 1, Pages.MOST, Pages.USUAL);
    Cursor cursor = Cursor.ofPositions(values);
    values.check();
    return Pages.page(
        request,
        journal.before(
            projection, cursor == null ? Long.MAX_VALUE : cursor.lastPosition(), limit + 1),
        limit,
        last -> new Cursor(0, Long.toString(last.id())),
        Answer::new);
  }
}
