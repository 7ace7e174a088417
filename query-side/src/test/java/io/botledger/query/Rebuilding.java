package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.query.generation.Generation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rebuilds and verifications as a client asks for them. */
final class Rebuilding {
  private final Answering answering;

  Rebuilding(Answering answering) {
    this.answering = answering;
  }

  /** Starts a {@code rebuild}, or {@code verify}, and gives its path. */
  String starts(String projection, String what) {
    HttpResponse<String> response = tries(projection, what);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String path = response.headers().firstValue("Location").orElseThrow();
    assertThat(Answering.JSON.readTree(response.body()).get("state").stringValue())
        .isEqualTo("running");
    return path;
  }

  HttpResponse<String> tries(String projection, String what) {
    return answering.send(
        "POST", "/v1/projections/" + projection + "/" + what, "{\"reason\":\"to be sure\"}");
  }

  /** Waits until it is over and gives its answer. */
  JsonNode ends(String path) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !answering.json(path).get("state").stringValue().equals("running"));
    return answering.json(path);
  }

  void swaps(String path) {
    JsonNode end = ends(path);
    assertThat(end.get("state").stringValue()).as("%s", end).isEqualTo("swapped");
  }

  /** Waits until nothing of a generation is left. */
  void isGone(Generation generation) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        List.of(
                            count("pg_namespace", "nspname", generation.schema()),
                            count("query.token_entry", "processor_name", generation.processor()),
                            count("query.handled_block", "processor_name", generation.processor()),
                            count("query.dead_letter", "processor_name", generation.processor()),
                            count("query.given_up", "processor_name", generation.processor())))
                    .containsOnly(0L));
  }

  private long count(String table, String column, String value) {
    return answering
        .log()
        .sql()
        .sql("select count(*) from %s where %s = ?".formatted(table, column))
        .param(value)
        .query(Long.class)
        .single();
  }

  List<String> journal(String projection) {
    return answering
        .json("/v1/projections/" + projection + "/journal")
        .get("entries")
        .valueStream()
        .map(entry -> entry.get("action").stringValue())
        .toList();
  }
}
