package io.botledger.query.rebuild;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.answer.AnsweredOnce;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuild.Kind;
import io.botledger.query.generation.Rebuilds;
import io.botledger.query.journal.Reason;
import io.botledger.query.rebuild.Findings.Result;
import io.botledger.query.standing.KnownProjections;
import io.botledger.query.standing.RebuildStanding;
import io.botledger.query.standing.RebuildStandings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/projections/{name}/verify} and {@code /verifications}. */
@RestController
class VerificationEndpoints {

  /**
   * @param position up to here the live generation was compared; null until it was
   * @param compared how many rows were
   * @param found how many differences there are; the first 1,000 are listed
   * @param firstDivergence the smallest position that wrote one of the differing rows
   */
  record Answer(
      @JsonUnwrapped RebuildStanding standing,
      @Nullable Long position,
      long compared,
      long found,
      List<Difference> differences,
      @Nullable Long firstDivergence) {}

  private final RebuildTable table;
  private final Rebuilds rebuilds;
  private final RebuildStandings standings;
  private final RebuildLoop loop;
  private final AnsweredOnce once;

  VerificationEndpoints(
      RebuildTable table,
      Rebuilds rebuilds,
      RebuildStandings standings,
      RebuildLoop loop,
      AnsweredOnce once) {
    this.table = table;
    this.rebuilds = rebuilds;
    this.standings = standings;
    this.loop = loop;
    this.once = once;
  }

  @PostMapping(path = "/v1/projections/{name}/verify", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> start(@PathVariable String name, JsonBody body, RequestContext context) {
    Projection projection = KnownProjections.named(name);
    String reason = Reason.in(body);
    long total = standings.total(projection);
    return once.answer(
        context,
        () -> table.start(projection, Kind.VERIFICATION, context.caller().name(), reason),
        rebuild ->
            Reply.of(HttpStatus.ACCEPTED, answer(rebuild, RebuildStanding.begun(rebuild, total)))
                .at(rebuild.path()),
        rebuild -> loop.wake(projection));
  }

  @GetMapping(
      path = "/v1/projections/{name}/verifications/{id}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer read(@PathVariable String name, @PathVariable String id) {
    Projection projection = KnownProjections.named(name);
    Rebuild verification =
        rebuilds
            .find(projection, Kind.VERIFICATION, id)
            .orElseThrow(
                () ->
                    Refusal.of(
                        ProblemCode.NOT_FOUND,
                        "There is no such verification of " + projection.text() + "."));
    return answer(verification, standings.of(verification));
  }

  private static Answer answer(Rebuild rebuild, RebuildStanding standing) {
    String text = rebuild.result();
    Result result = text == null ? Result.NOTHING_YET : Result.parse(text);
    return new Answer(
        standing,
        text == null ? null : Long.valueOf(result.position()),
        result.compared(),
        result.found(),
        result.differences(),
        result.firstDivergence());
  }
}
