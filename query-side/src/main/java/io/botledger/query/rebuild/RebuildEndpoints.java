package io.botledger.query.rebuild;

import io.botledger.platform.answer.Reply;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.answer.AnsweredOnce;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuild.Kind;
import io.botledger.query.generation.Rebuild.State;
import io.botledger.query.generation.Rebuilds;
import io.botledger.query.journal.JournalAction;
import io.botledger.query.journal.Reason;
import io.botledger.query.projection.Processors;
import io.botledger.query.standing.KnownProjections;
import io.botledger.query.standing.RebuildStanding;
import io.botledger.query.standing.RebuildStandings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/projections/{name}/rebuild} and {@code /rebuilds}. */
@RestController
class RebuildEndpoints {
  private static final String ONE = "/v1/projections/{name}/rebuilds/{id}";

  private final RebuildTable table;
  private final Rebuilds rebuilds;
  private final RebuildStandings standings;
  private final RebuildLoop loop;
  private final Processors processors;
  private final AnsweredOnce once;

  RebuildEndpoints(
      RebuildTable table,
      Rebuilds rebuilds,
      RebuildStandings standings,
      RebuildLoop loop,
      Processors processors,
      AnsweredOnce once) {
    this.table = table;
    this.rebuilds = rebuilds;
    this.standings = standings;
    this.loop = loop;
    this.processors = processors;
    this.once = once;
  }

  @PostMapping(path = "/v1/projections/{name}/rebuild", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> start(@PathVariable String name, JsonBody body, RequestContext context) {
    Projection projection = KnownProjections.named(name);
    String reason = Reason.in(body);
    long total = standings.total(projection);
    return once.answer(
        context,
        () -> table.start(projection, Kind.REBUILD, context.caller().name(), reason),
        rebuild ->
            Reply.of(HttpStatus.ACCEPTED, RebuildStanding.begun(rebuild, total)).at(rebuild.path()),
        rebuild -> loop.wake(projection));
  }

  @GetMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
  RebuildStanding read(@PathVariable String name, @PathVariable String id) {
    return standings.of(find(rebuilds, KnownProjections.named(name), id));
  }

  /** Ends it, unless it is over already. Once it has swapped there is no way back. */
  @DeleteMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> cancel(
      @PathVariable String name, @PathVariable String id, JsonBody body, RequestContext context) {
    Projection projection = KnownProjections.named(name);
    String reason = Reason.in(body);
    return once.answer(
        context,
        () -> cancel(projection, id, context.caller().name(), reason),
        rebuild -> Reply.of(HttpStatus.OK, standings.of(rebuild)),
        rebuild -> processors.refresh());
  }

  private Rebuild cancel(Projection projection, String id, String actor, @Nullable String reason) {
    table.end(
        find(table.rebuilds(), projection, id).because(reason),
        State.CANCELLED,
        JournalAction.REBUILD_CANCELLED,
        actor,
        "It was cancelled; what answers is as it was.");
    Rebuild rebuild = find(table.rebuilds(), projection, id);
    if (rebuild.state() == State.SWAPPED) {
      throw Refusal.of(
          ProblemCode.REBUILD_SWAPPED,
          "It cannot be cancelled any more: what it built answers already.");
    }
    return rebuild;
  }

  private static Rebuild find(Rebuilds rebuilds, Projection projection, String id) {
    return rebuilds
        .find(projection, Kind.REBUILD, id)
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.NOT_FOUND,
                    "There is no such rebuild of " + projection.text() + "."));
  }
}
