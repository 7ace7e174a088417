package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/projections}: how far they are. */
@RestController
class ReadProjections {
  record Answer(List<Standing> projections) {}

  private final Standings standings;
  private final RebuildStandings rebuilds;

  ReadProjections(Standings standings, RebuildStandings rebuilds) {
    this.standings = standings;
    this.rebuilds = rebuilds;
  }

  @GetMapping(path = "/v1/projections", produces = MediaType.APPLICATION_JSON_VALUE)
  Answer all() {
    return new Answer(Arrays.stream(Projection.values()).map(this::of).toList());
  }

  @GetMapping(path = "/v1/projections/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  Standing one(@PathVariable String name) {
    return of(KnownProjections.named(name));
  }

  private Standing of(Projection projection) {
    return standings.of(projection).with(rebuilds.running(projection));
  }
}
