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
    answering.log().createsKey("key-1", "pipeline");
    answering.log().revokesKey("key-1", "pipeline");
    answering.hasHandled("*");
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
    assertThat(positions("/v1/audit")).containsSubsequence(9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(positions("/v1/audit?order=asc")).startsWith(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(positions("/v1/chatbots/menu/audit")).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(positions("/v1/audit?chatbotId=other")).containsExactly(7);
    assertThat(positions("/v1/audit?versionId=menu-2")).containsExactly(5, 3);
    assertThat(positions("/v1/audit?environment=prod")).containsExactly(5, 4, 2);
    assertThat(positions("/v1/audit?actor=zoe&action=deployed")).containsExactly(5);
    assertThat(positions("/v1/audit?surface=ai-hub")).isEmpty();
    assertThat(positions("/v1/audit?action=key-created")).containsExactly(8);
    assertThat(
            positions(
                "/v1/audit?from=2026-01-01T08:00:02Z&to="
                    + encoded("2026-01-01T09:00:03.000+01:00")))
        .containsExactly(3, 2);
    assertThat(answering.get("/v1/audit?from=yesterday&action=x&limit=0&order=x").body())
        .contains("\"from\"", "\"action\"", "\"limit\"", "\"order\"");
  }

  @Test
  void tellsOfKeysThatBelongToNoChatbot() {
    JsonNode entries = answering.json("/v1/audit?text=pipeline").get("entries");
    assertThat(entries.get(0).get("summary").asString())
        .isEqualTo("zoe revoked the API key key-1 \"pipeline\".");
    JsonNode created = entries.get(1);
    assertThat(created.get("summary").asString())
        .isEqualTo(
            "zoe created the API key key-1 \"pipeline\", until 2027-02-19T09:30:00.000Z, for"
                + " chatbots.versions.list on chatbots/*.");
    assertThat(created.get("change").get(0).get("path").asString()).isEqualTo("/keys/key-1");
    for (String member : List.of("chatbotId", "versionId", "versionNumber", "environment")) {
      assertThat(created.get(member).isNull()).as(member).isTrue();
    }
    assertThat(answering.get("/v1/audit?action=key-revoked", "Accept", "text/csv").body())
        .contains("9,2026-01-01T08:00:08.000Z,zoe,key,key-revoked,,,,,leaked,v1,");
    assertThat(answering.json("/v1/chatbots").toString()).doesNotContain("\"*\"");
  }

  @Test
  void isSearchedForWords() {
    assertThat(found("SUMMER 100%")).containsExactly(5, 3);
    assertThat(found("100% summer")).containsExactly(5, 3);
    assertThat(found("QUOTED")).containsExactly(2);
    // The last word may go on, those before it do not.
    assertThat(found("zoe summ")).containsExactly(5, 3);
    assertThat(found("summ zoe")).isEmpty();
    assertThat(found("version 1.1")).containsExactly(5, 3);
    assertThat(found("\"deployed version\"")).containsExactly(5, 2);
    assertThat(found("\"version deployed\"")).isEmpty();
    assertThat(found("cmd")).containsExactly(2);
    assertThat(found("% ' \\ :* & | !(")).isEmpty();
    assertThat(found("sum:mer")).isEmpty();
    assertThat(found("")).hasSize(6);
    assertThat(found("x".repeat(3_000))).isEmpty();
  }

  @Test
  void findsWhatIsTypedFromASentence() {
    Story story = answering.log().chatbot("typed");
    List<String> names =
        List.of(
            "v2.0.0",
            "v2.1.0",
            "spring-bot",
            "menu/spring",
            "anna@example.org",
            "10 % off",
            "https://example.org/a?c=b",
            "“Frühling”",
            "O’Neil's",
            "a_b",
            "1e5",
            "日本語",
            "-57");
    for (int i = 0; i < names.size(); i++) {
      story.creates("typed-" + i, names.get(i));
    }
    answering.hasHandled("typed");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      for (String typed : List.of(name, '"' + name + '"', "version \"" + name + "\".")) {
        assertThat(
                answering
                    .json("/v1/chatbots/typed/audit?text=" + encoded(typed))
                    .get("entries")
                    .valueStream()
                    .map(entry -> entry.get("versionId").asString()))
            .as(typed)
            .containsExactly("typed-" + i);
      }
    }
    answering.log().chatbot("typed").deletes("typed-0");
    answering.hasHandled("typed");
    String search = "/v1/chatbots/typed/audit?text=";
    assertThat(positions(search + "v2.0.0")).hasSize(2);
    assertThat(positions(search + "spring+bot")).hasSize(1);
    assertThat(positions(search + "example")).hasSize(2);
  }

  private static List<Integer> found(String text) {
    return positions("/v1/chatbots/menu/audit?text=" + encoded(text));
  }

  @Test
  void aTimeIsExact() {
    assertThat(positions("/v1/chatbots/menu/audit?from=2026-01-01T08:00:03Z"))
        .containsExactly(6, 5, 4, 3);
    assertThat(positions("/v1/chatbots/menu/audit?from=2026-01-01T08:00:03.0001Z"))
        .containsExactly(6, 5, 4);
    assertThat(positions("/v1/chatbots/menu/audit?to=2026-01-01T08:00:02.9999Z"))
        .containsExactly(2, 1);
    assertThat(positions("/v1/audit?from=2999-01-01T00:00:00Z")).isEmpty();
    assertThat(positions("/v1/audit?to=1999-01-01T00:00:00Z")).isEmpty();
    assertThat(positions("/v1/audit?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void comesInPages() {
    List<JsonNode> pages = answering.pages("/v1/chatbots/menu/audit?limit=2&text=version");
    assertThat(pages.stream().map(AuditReadsTest::positions))
        .containsExactly(List.of(6, 5), List.of(4, 3), List.of(2, 1));
    assertThat(
            answering.pages("/v1/chatbots/menu/audit?order=asc&limit=4").stream()
                .map(AuditReadsTest::positions))
        .containsExactly(List.of(1, 2, 3, 4), List.of(5, 6));
  }

  @Test
  void pagesLeadBackAndAreStable() {
    try (Answering own = new Answering()) {
      Story story = own.log().chatbot("back");
      for (int i = 1; i <= 7; i++) {
        story.creates("back-" + i, "Version " + i);
      }
      own.hasHandled("back");
      HttpResponse<String> first = own.get("/v1/audit?limit=3");
      assertThat(Answering.link(first, "prev")).isEmpty();
      HttpResponse<String> second = own.get(Answering.link(first, "next").orElseThrow());
      HttpResponse<String> last = own.get(Answering.link(second, "next").orElseThrow());
      assertThat(positions(Answering.JSON.readTree(last.body()))).containsExactly(1);
      assertThat(Answering.link(last, "next")).isEmpty();
      story.creates("back-8", "Version 8");
      own.hasHandled("back");
      HttpResponse<String> again = own.get(Answering.link(last, "prev").orElseThrow());
      assertThat(again.body()).isEqualTo(second.body());
      HttpResponse<String> before = own.get(Answering.link(again, "prev").orElseThrow());
      assertThat(before.body()).isEqualTo(first.body());
      // What has come meanwhile is further back.
      HttpResponse<String> newest = own.get(Answering.link(before, "prev").orElseThrow());
      assertThat(positions(Answering.JSON.readTree(newest.body()))).containsExactly(8);
      assertThat(Answering.link(newest, "prev")).isEmpty();
      assertThat(own.get(Answering.link(newest, "next").orElseThrow()).body())
          .isEqualTo(first.body());
      String back = Answering.link(last, "prev").orElseThrow().replace("limit=3&", "");
      assertThat(own.get(back, "Accept", "text/csv").body()).contains("give a limit");
    }
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
        answering.get(
            "/v1/chatbots/menu/audit", "Accept", "application/json;q=0.5, application/x-ndjson");
    assertThat(lines.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-ndjson"));
    assertThat(
            lines.body().lines().map(line -> Answering.JSON.readTree(line).get("position").asInt()))
        .containsExactly(6, 5, 4, 3, 2, 1);
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
