package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.Http.Answer;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The writes of AI Hub's surface, over HTTP. */
class AssistantVersionsHttpTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static TestCommandSide commandSide;
  private static Http http;
  private String id = "";
  private String assistant = "";

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.startWithHttp(DATABASE);
    http = new Http(commandSide.url());
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  @BeforeEach
  void freshAssistant() {
    id = "assistant-" + NUMBER.incrementAndGet();
    assistant = "/api/ai-hub/assistant/" + id;
  }

  @Test
  void aVersionIsCreatedAsPublished() {
    Answer answer =
        http.post(assistant + "/version", "{\"version_name\":\"v2.0.0\",\"name\":\"Bot\"}")
            .mustBe(201);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"success":true,"message":"Version created successfully","version":{\
            "version_id":"%s","version_name":"v2.0.0","assistant_id":"%s","created_at":"%s",\
            "created_by":"user_123"}}"""
                .formatted(answer.at("/version/version_id"), id, answer.at("/version/created_at")));
    assertThat(answer.at("/version/created_at")).matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void whatIsNotTheVersionsNameIsContentAndKeptToTheLetter() {
    Answer answer =
        http.post(
                assistant + "/version",
                """
                {"knowledge_base":[ {"folder_id": 1e2} ],"version_name":"a","logo_url":null,
                 "x\\"y":null,"steps":[1,2],"preferences":{"steps":[3]}, "version_name2":1.10}""")
            .mustBe(201);
    var row =
        new JdbcTemplate(TestPostgres.dataSource(DATABASE))
            .queryForMap(
                """
                select c.content::text as content, e.payload -> 'stats' ->> 'steps' as steps,
                       e.payload ->> 'environment' as environment
                  from events.event e join events.content c on c.hash = e.payload ->> 'contentHash'
                 where e.aggregate_identifier = ?
                """,
                answer.at("/version/version_id"));
    assertThat(row)
        .containsEntry(
            "content",
            "{\"knowledge_base\":[ {\"folder_id\": 1e2} ],\"x\\\"y\":null,\"steps\":[1,2],"
                + "\"preferences\":{\"steps\":[3]},\"version_name2\":1.10}")
        .containsEntry("steps", "3")
        .containsEntry("environment", "dev");
  }

  @Test
  void deployMeansProd() {
    String a = create("v1.0.0");
    String b = create("v2.0.0");
    Answer first = http.post(a + "/deploy", null).mustBe(200);
    assertThat(first.json().at("/deployment/previous_version_id").isNull()).isTrue();
    Answer second = http.post(b + "/deploy", null).mustBe(200);
    String idOfA = a.substring(a.lastIndexOf('/') + 1);
    String idOfB = b.substring(b.lastIndexOf('/') + 1);
    assertThat(second.text())
        .isEqualTo(
            """
            {"success":true,"message":"Version v2.0.0 deployed successfully","deployment":{\
            "version_id":"%s","version_name":"v2.0.0","deployed_at":"%s","deployed_by":"user_123",\
            "previous_version_id":"%s"}}"""
                .formatted(idOfB, second.at("/deployment/deployed_at"), idOfA));
    assertThat(http.post(b + "/deploy", null).mustBe(200).text()).isEqualTo(second.text());
  }

  @Test
  void whatRanBeforeAnUndeployIsNotThePreviousVersion() {
    String a = create("a");
    http.post(a + "/deploy", null).mustBe(200);
    http.delete("/v1/chatbots/" + id + "/environments/prod/deployment").mustBe(200);
    Answer again = http.post(create("b") + "/deploy", null).mustBe(200);
    assertThat(again.json().at("/deployment/previous_version_id").isNull()).isTrue();
  }

  @Test
  void aVersionIsDeletedAndRestored() {
    String version = create("v1.0.0");
    String versionId = version.substring(version.lastIndexOf('/') + 1);
    Answer deleted = http.delete(version).mustBe(200);
    assertThat(deleted.text())
        .isEqualTo(
            """
            {"success":true,"message":"Version v1.0.0 deleted successfully","deleted_version":{\
            "version_id":"%s","version_name":"v1.0.0","deleted_at":"%s","deleted_by":"user_123"}}"""
                .formatted(versionId, deleted.at("/deleted_version/deleted_at")));
    assertThat(http.delete(version).mustBe(410, "version-deleted").text())
        .startsWith("{\"success\":false,\"error\":\"");
    Answer restored = http.post(version + "/restore", null).mustBe(200);
    assertThat(restored.text())
        .isEqualTo(
            """
            {"success":true,"message":"Version v1.0.0 restored successfully","restored_version":{\
            "version_id":"%s","version_name":"v1.0.0","restored_at":"%s",\
            "restored_by":"user_123"}}"""
                .formatted(versionId, restored.at("/restored_version/restored_at")));
  }

  @Test
  void whatIsDeployedIsNotDeleted() {
    String version = create("a");
    http.post(version + "/deploy", null).mustBe(200);
    http.delete(version).mustBe(409, "version-deployed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; version_name",
        "{\"version_name\":null}; version_name",
        "{\"version_name\":5}; version_name",
        "{\"version_name\":\"a\",\"name\":5}; name",
        "{\"version_name\":\"a\",\"description\":{}}; description",
        "{\"version_name\":\"a\",\"logo_url\":true}; logo_url",
        "{\"version_name\":\"a\",\"preferences\":[]}; preferences",
        "{\"version_name\":\"a\",\"integrations\":\"x\"}; integrations",
        "{\"version_name\":\"a\",\"knowledge_base\":{}}; knowledge_base",
        "{\"version_name\":\"a\",\"knowledge_base\":[{},1]}; knowledge_base"
      })
  void membersHaveTheirTypes(String body, String field) {
    Answer answer = http.post(assistant + "/version", body).mustBe(400, "invalid-request");
    assertThat(answer.json().path("success").asBoolean(true)).isFalse();
    assertThat(answer.at("/issues/0/field")).isEqualTo(field);
  }

  @Test
  void contentsHaveTheirLimits() {
    String deep = "{\"version_name\":\"a\",\"x\":" + "[".repeat(64) + "]".repeat(64) + "}";
    assertThat(http.post(assistant + "/version", deep).mustBe(400).at("/issues/0/field"))
        .isEqualTo("x");
    String large = "{\"version_name\":\"a\",\"x\":\"" + "y".repeat(1024 * 1024) + "\"}";
    http.post(assistant + "/version", large).mustBe(413, "too-large");
  }

  private String create(String name) {
    return assistant
        + "/version/"
        + http.post(assistant + "/version", "{\"version_name\":\"" + name + "\"}")
            .mustBe(201)
            .at("/version/version_id");
  }
}
