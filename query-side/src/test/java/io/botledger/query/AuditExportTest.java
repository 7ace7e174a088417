package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole audit, to clients that take their time. */
class AuditExportTest {
  private static final int ENTRIES = 40_000;
  private static final int BEGINNING = 1_000_000;
  private static Answering answering;

  @BeforeAll
  static void fill() {
    answering = new Answering();
    // As rows: the projection would need most of this test's time for so many events.
    answering
        .log()
        .sql()
        .sql(
            """
            insert into audit_history_1.entry
            select n, timestamptz '2026-01-01T00:00:00Z', 'large', 'large-1', '1.0', 'prod',
              'deployed', 'anna', 'key', repeat('because ', 100), 'v1', '[]', 'anna deployed it.'
            from generate_series(1, ? - 1) as n
            """)
        .param(ENTRIES)
        .update();
    answering
        .log()
        .sql()
        .sql(
            """
            insert into query.handled_block
              (processor_name, block, segment, handled, first_time, last_time)
            select 'audit-history-1', position / 1000, 99, count(*), min(time), max(time)
            from audit_history_1.entry group by 2
            """)
        .update();
    answering
        .log()
        .sql()
        .sql("alter table events.event alter column global_index restart with " + ENTRIES)
        .update();
    answering.log().chatbot("large").creates("large-2", "Newest at the start");
    answering.hasHandled("large");
  }

  @AfterAll
  static void stop() {
    answering.close();
  }

  private static InputStream open(String path, String type)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + answering.port() + path))
                .header("Accept", type)
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chatbots/large/audit?order=asc, text/csv",
    "/v1/chatbots/large/audit?order=desc, application/x-ndjson",
    "/v1/audit?order=asc, application/x-ndjson",
    "/v1/audit?order=asc&text=because, text/csv",
    "/v1/audit?order=asc&from=2026-01-01T00:00:00Z, text/csv"
  })
  void endsWhereItStoodAtItsStart(String path, String type) throws Exception {
    long end = answering.log().head();
    try (InputStream export = open(path, type)) {
      byte[] beginning = export.readNBytes(BEGINNING);
      answering.log().chatbot("large").creates("large-" + (end + 1), "Later");
      answering.hasHandled("large");
      String text =
          new String(beginning, StandardCharsets.UTF_8)
              + new String(export.readAllBytes(), StandardCharsets.UTF_8);
      List<Long> positions =
          text.lines()
              .filter(line -> !line.startsWith("position,"))
              .map(line -> Long.parseLong(line.replaceAll("^\\{\"position\":|,.*", "")))
              .toList();
      boolean isOfAll = !path.contains("text=");
      assertThat(positions).doesNotHaveDuplicates().hasSize(isOfAll ? (int) end : ENTRIES - 1);
      assertThat(positions)
          .isSortedAccordingTo(
              path.contains("desc")
                  ? java.util.Comparator.reverseOrder()
                  : java.util.Comparator.naturalOrder());
      assertThat(positions).contains(isOfAll ? end : ENTRIES - 1L).doesNotContain(end + 1);
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 60; i++) {
      // More than may be written at once, if those that were given up still counted.
      InputStream export = open("/v1/audit", "text/csv");
      export.readNBytes(100);
      export.close();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> answering.readPool().getHikariPoolMXBean().getActiveConnections() == 0);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answering.get("/v1/audit", "Accept", "text/csv").statusCode() == 200);
  }
}
