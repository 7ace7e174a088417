package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the audit answers. */
class AuditReadsTest {
  private static Answering answering;

  @BeforeAll
  static void start() {
    answering = new Answering();
    Story story = answering.log().chatbot("menu");
    story.creates("menu-1", "Spring");
    story.by("=cmd()", "a \"quoted\",\nreason").deploys("menu-1", PROD);
    story.by("zoe", null).creates("menu-2", "Summer 100%");
    story.deploys("menu-2", PROD);
    story.deletes("menu-1");
    answering.log().chatbot("other").creates("other-1", "Else");
    answering.hasHandled("menu");
    answering.hasHandled("other");
  }

  @AfterAll
  static void stop() {
    answering.close();
  }

  private static List<Integer> positions(String path) {
    return positions(answering.json(path));
  }

  private static List<Integer> positions(JsonNode answer) {
    return StreamSupport.stream(answer.get("entries").spliterator(), false)
        .map(entry -> entry.get("position").asInt())
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void isNewestFirstAndFiltered() {
    assertThat(positions("/v1/audit")).containsExactly(7, 6, 5, 4, 3, 2, 1);
    assertThat(positions("/v1/audit?order=asc")).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(positions("/v1/chatbots/menu/audit")).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(positions("/v1/audit?chatbotId=other")).containsExactly(7);
    assertThat(positions("/v1/audit?versionId=menu-2")).containsExactly(5, 3);
    assertThat(positions("/v1/audit?environment=prod")).containsExactly(5, 4, 2);
    assertThat(positions("/v1/audit?actor=zoe&action=deployed")).containsExactly(5);
    assertThat(positions("/v1/audit?surface=ai-hub")).isEmpty();
    assertThat(positions("/v1/audit?action=key-created")).isEmpty();
    assertThat(positions("/v1/audit?text=" + encoded("SUMMER 100%"))).containsExactly(5, 3);
    assertThat(positions("/v1/audit?text=QUOTED")).containsExactly(2);
    assertThat(
            positions(
                "/v1/audit?from=2026-01-01T08:00:02Z&to="
                    + encoded("2026-01-01T09:00:03.000+01:00")))
        .containsExactly(3, 2);
    assertThat(answering.get("/v1/audit?from=yesterday&action=x&limit=0&order=x").body())
        .contains("\"from\"", "\"action\"", "\"limit\"", "\"order\"");
  }

  @Test
  void comesInPages() {
    List<JsonNode> pages = answering.pages("/v1/audit?limit=3&text=e");
    assertThat(pages.stream().map(AuditReadsTest::positions))
        .containsExactly(List.of(7, 6, 5), List.of(4, 3, 2), List.of(1));
    assertThat(
            answering.pages("/v1/audit?order=asc&limit=4").stream().map(AuditReadsTest::positions))
        .containsExactly(List.of(1, 2, 3, 4), List.of(5, 6, 7));
  }

  @Test
  void anEntryIsWhole() {
    JsonNode entry =
        answering.json("/v1/audit?versionId=menu-1&action=deployed").get("entries").get(0);
    assertThat(entry.get("actor").get("name").asString()).isEqualTo("=cmd()");
    assertThat(entry.get("actor").get("kind").asString()).isEqualTo("key");
    assertThat(entry.get("change").toString())
        .isEqualTo(
            """
            [{"op":"add","path":"/environments/prod","value":{"deploymentId":"menu-deployment-1",\
            "components":{"apps":"menu-1","settings":"menu-1","conversation":"menu-1"}}}]""");
    JsonNode created =
        answering.json("/v1/audit?versionId=menu-1&action=created").get("entries").get(0);
    assertThat(created.get("environment").isNull()).isTrue();
    assertThat(created.get("reason").isNull()).isTrue();
  }

  @Test
  void isExportedAsCsvThatNoSpreadsheetExecutes() {
    HttpResponse<String> csv =
        answering.get("/v1/chatbots/menu/audit?order=asc", "Accept", "text/csv");
    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.body()).startsWith("position,time,actor,").endsWith("\r\n");
    assertThat(csv.body())
        .contains(
            "2,2026-01-01T08:00:02.000Z,'=cmd(),key,deployed,menu,menu-1,1.0,prod,\"a \"\"quoted\"\",\nreason\",v1,");
    assertThat(answering.get("/v1/audit?limit=2", "Accept", "text/csv").body().lines()).hasSize(3);
  }

  @Test
  void isExportedAsLinesOfJson() {
    HttpResponse<String> lines =
        answering.get("/v1/audit", "Accept", "application/json;q=0.5, application/x-ndjson");
    assertThat(lines.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
    assertThat(
            lines.body().lines().map(line -> Answering.JSON.readTree(line).get("position").asInt()))
        .containsExactly(7, 6, 5, 4, 3, 2, 1);
    HttpResponse<String> page =
        answering.get("/v1/audit?limit=2", "Accept", "application/x-ndjson");
    assertThat(page.body().lines()).hasSize(2);
    assertThat(page.headers().firstValue("Link")).isPresent();
    assertThat(answering.get("/v1/audit", "Accept", "*/*").headers().firstValue("Content-Type"))
        .contains("application/json");
    assertThat(answering.get("/v1/audit", "Accept", "image/png").statusCode()).isEqualTo(406);
  }

  @Test
  void anAscendingAnswerEndsWhereSomethingCanStillAppear() throws Exception {
    try (Answering own = new Answering();
        Connection open = own.log().dataSource().getConnection();
        Statement statement = open.createStatement()) {
      own.log().chatbot("a").creates("a-1", "One");
      open.setAutoCommit(false);
      statement.execute(
          """
          insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
            payload_type, payload_revision, payload, meta_data, time_stamp)
          values ('late', 'late-1', 0, 'Version', 'VersionDeleted', '1', '{"chatbotId":"late"}', '{}', now())
          """);
      own.log().chatbot("b").creates("b-1", "One");
      own.hasHandled("a");
      own.hasHandled("b");
      assertThat(positions(own.json("/v1/audit"))).containsExactly(3, 1);
      assertThat(positions(own.json("/v1/audit?order=asc"))).containsExactly(1);
      assertThat(positions(own.json("/v1/audit?order=asc&chatbotId=b"))).containsExactly(3);
      assertThat(own.json("/v1/projections/audit-history").get("position").asInt()).isEqualTo(1);
      open.rollback();
      own.log().chatbot("c").creates("c-1", "One");
      own.hasHandled("c");
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(positions(own.json("/v1/audit?order=asc"))).containsExactly(1, 3, 4));
    }
  }
}
