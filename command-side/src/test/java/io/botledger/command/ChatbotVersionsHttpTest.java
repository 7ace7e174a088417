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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The writes of {@code /v1} and its log, over HTTP. */
class ChatbotVersionsHttpTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static TestCommandSide commandSide;
  private static Http http;
  private String bot = "";

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
  void freshChatbot() {
    bot = "/v1/chatbots/bot-" + NUMBER.incrementAndGet();
  }

  @Test
  void aVersionIsCreatedAsPublished() {
    Answer answer =
        http.post(
                bot + "/versions",
                "{\"name\":\"Release 12\",\"description\":\"Parcels\",\"environment\":\"none\"}")
            .mustBe(201);

    JsonNode version = answer.json().path("version");
    String id = version.path("id").asString();
    assertThat(answer.header("Location")).isEqualTo(bot + "/versions/" + id);
    assertThat(answer.header("ETag")).isEqualTo("\"0\"");
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    String created = version.path("created").asString();
    assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(version.toString())
        .isEqualTo(
            """
            {"id":"%s","name":"Release 12","created":"%s","deployed":"","modelId":"",\
            "versionNumber":"1.0","stats":{"steps":0,"events":0,"intents":0,"entities":0,\
            "flows":0,"triggers":0},"description":"Parcels","environment":"dev",\
            "hasActiveDeployment":false,"resettable":true,"createdBy":"user_123",\
            "deployments":[]}"""
                .formatted(id, created));
  }

  @Test
  void aVersionIsCreatedAndDeployedAtOnce() {
    Answer answer =
        http.post(
                bot + "/versions",
                """
                {"name":"R", "environment":"test", "modelId":"gpt", "reason":"because",
                 "content":{"flows":[{"steps":[1, 2e0]}, 1.10], "preferences":{}}}""")
            .mustBe(201);

    JsonNode version = answer.json().path("version");
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(version.path("deployed")).isEqualTo(version.path("created"));
    assertThat(version.path("environment").asString()).isEqualTo("test");
    assertThat(version.path("hasActiveDeployment").asBoolean()).isTrue();
    assertThat(version.path("resettable").asBoolean()).isFalse();
    assertThat(version.path("stats").path("flows").asInt()).isEqualTo(2);
    assertThat(version.path("stats").path("steps").asInt()).isEqualTo(2);
    assertThat(version.path("deployments").toString())
        .isEqualTo(
            "[{\"environment\":\"test\",\"deploymentId\":\"%s\",\"since\":\"%s\",\"by\":\"user_123\"}]"
                .formatted(
                    version.path("deploymentId").asString(), version.path("created").asString()));
    assertThat(
            new JdbcTemplate(TestPostgres.dataSource(DATABASE))
                .queryForObject(
                    """
                    select c.content::text from events.event e
                      join events.content c on c.hash = e.payload ->> 'contentHash'
                     where e.aggregate_identifier = ? and e.sequence_number = 0
                    """,
                    String.class,
                    version.path("id").asString()))
        .isEqualTo("{\"flows\":[{\"steps\":[1, 2e0]}, 1.10], \"preferences\":{}}");
  }

  @Test
  void aVersionIsDeployedAndThenRunsAlready() {
    String version = create("a");
    Answer first =
        http.post(version + "/deploy", "{\"environment\":\"prod\",\"reason\":\"now\"}").mustBe(202);
    assertThat(first.json().path("started").asBoolean()).isTrue();
    Answer second = http.post(version + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(http.get(version + "/events").json().path("events")).hasSize(2);
  }

  @Test
  void anEnvironmentGoesBackAndForth() {
    String a = create("a");
    String b = create("b");
    http.post(a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    http.post(b + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    Answer back =
        http.post(a + "/rollback", "{\"excludeComponents\":[0, 0, -1],\"reason\":\"lost parcels\"}")
            .mustBe(200);
    assertThat(back.json().path("rolledBack").asBoolean()).isTrue();
    assertThat(back.at("/environment")).isEqualTo("prod");
    assertThat(back.at("/deploymentId")).isNotEmpty();
    http.post(bot + "/environments/prod/rollback", null).mustBe(409, "nothing-before");
    http.delete(bot + "/environments/prod/deployment", "{\"reason\":\"off\"}").mustBe(200);
    Answer again = http.post(bot + "/environments/prod/rollback", "{}").mustBe(200);
    assertThat(again.at("/environment")).isEqualTo("prod");
    Answer undeployed = http.delete(bot + "/environments/prod/deployment").mustBe(200);
    assertThat(undeployed.text()).isEqualTo("{\"undeployed\":true}");
    http.delete(bot + "/environments/prod/deployment").mustBe(409, "nothing-deployed");
  }

  @Test
  void aVersionIsDeletedAndRestored() {
    String version = create("a");
    assertThat(http.delete(version).mustBe(200).text()).isEqualTo("{\"deleted\":true}");
    Answer gone = http.delete(version).mustBe(410, "version-deleted");
    assertThat(gone.json().path("deleted").asBoolean(true)).isFalse();
    http.post(version + "/deploy", "{\"environment\":\"dev\"}").mustBe(409, "version-deleted");
    create("a");
    http.post(version + "/restore", null).mustBe(409, "name-taken");
    Answer restored =
        http.post(version + "/restore", "{\"name\":\"b\",\"reason\":\"oops\"}").mustBe(200);
    assertThat(restored.json().path("restored").asBoolean()).isTrue();
    assertThat(restored.at("/version/name")).isEqualTo("b");
    assertThat(restored.json().at("/version/resettable").asBoolean()).isTrue();
    assertThat(restored.header("ETag")).isEqualTo("\"2\"");
    http.post(version + "/restore", null).mustBe(409, "not-deleted");
  }

  @Test
  void theLogIsReadInPages() {
    String version = create("a");
    http.post(version + "/deploy", "{\"environment\":\"dev\",\"reason\":\"look\"}").mustBe(202);
    create("b");
    Answer all = http.get(bot + "/events").mustBe(200);
    assertThat(all.json().path("events")).hasSize(3);
    assertThat(all.header("Link")).isEmpty();
    JsonNode deployed = all.json().at("/events/1");
    assertThat(deployed.propertyNames())
        .containsExactly(
            "position",
            "type",
            "revision",
            "versionId",
            "sequence",
            "timestamp",
            "payload",
            "metadata");
    assertThat(deployed.at("/type").asString()).isEqualTo("VersionDeployed");
    assertThat(deployed.at("/sequence").asInt()).isEqualTo(1);
    assertThat(deployed.at("/metadata").propertyNames())
        .containsExactlyInAnyOrder(
            "actor", "reason", "surface", "commandId", "correlationId", "causationId");
    assertThat(deployed.at("/metadata/reason").asString()).isEqualTo("look");
    assertThat(deployed.at("/metadata/actor").toString())
        .isEqualTo("{\"name\":\"user_123\",\"kind\":\"key\",\"credential\":\"key:user_123\"}");

    Answer page = http.get(bot + "/events?limit=2").mustBe(200);
    assertThat(page.json().path("events")).hasSize(2);
    String next = page.header("Link").replaceAll("^<(.*)>; rel=\"next\"$", "$1");
    Answer rest = http.get(next).mustBe(200);
    assertThat(rest.json().path("events")).hasSize(1);
    assertThat(rest.json().at("/events/0")).isEqualTo(all.json().at("/events/2"));
    assertThat(rest.header("Link")).isEmpty();
  }

  @Test
  void theLogOfAVersionIsThereWhileItIsDeletedAndOfAnUnknownOneIsNot() {
    String version = create("a");
    http.delete(version).mustBe(200);
    assertThat(http.get(version + "/events").mustBe(200).json().path("events")).hasSize(2);
    assertThat(http.get(version + "/events?after=999999").mustBe(200).json().path("events"))
        .isEmpty();
    http.get(bot + "/versions/none/events").mustBe(404, "version-not-found");
    http.get(version.replace(bot, "/v1/chatbots/another") + "/events")
        .mustBe(404, "version-not-found");
    assertThat(http.get("/v1/chatbots/unheard-of/events").mustBe(200).text())
        .isEqualTo("{\"events\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=x", "limit=0", "limit=1001", "limit=1e2", "page=2"})
  void theLogRefusesWhatItDoesNotKnow(String query) {
    Answer answer = http.get(bot + "/events?" + query).mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo(query.replaceAll("=.*", ""));
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    Answer answer =
        http.post(
                bot + "/versions",
                """
                {"name":" ", "environment":"dev", "description":5, "modelId":"%s", "reason":null,
                 "content":[], "color":"red"}"""
                    .formatted("m".repeat(201)))
            .mustBe(400, "invalid-request");
    assertThat(answer.json().path("issues").findValuesAsString("field"))
        .containsExactlyInAnyOrder(
            "name", "environment", "description", "modelId", "reason", "content", "color");
    assertThat(http.get(bot + "/events").json().path("events")).isEmpty();
  }

  @Test
  void contentsHaveTheirLimits() {
    create("deep", "[".repeat(63) + "]".repeat(63)).mustBe(201);
    Answer deep = create("deeper", "[".repeat(64) + "]".repeat(64)).mustBe(400);
    assertThat(deep.at("/issues/0/field")).isEqualTo("content");
    int frame = "{\"a\":\"\"}".length();
    create("full", "\"" + "ä".repeat((1024 * 1024 - frame) / 2) + "\"").mustBe(201);
    create("over", "\"" + "ä".repeat((1024 * 1024 - frame) / 2 + 1) + "\"")
        .mustBe(413, "too-large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; excludeComponents",
        "{\"excludeComponents\":0}; excludeComponents",
        "{\"excludeComponents\":[2]}; excludeComponents[0]",
        "{\"excludeComponents\":[0, \"1\"]}; excludeComponents[1]",
        "{\"excludeComponents\":[1.0]}; excludeComponents[0]",
        "{\"excludeComponents\":[null]}; excludeComponents[0]",
        "{\"excludeComponents\":[[0]]}; excludeComponents",
        "{\"excludeComponents\":[], \"environment\":\"none\"}; environment"
      })
  void aRollbackIsCheckedCompletely(String body, String field) {
    Answer answer = http.post(bot + "/versions/any/rollback", body).mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo(field);
    assertThat(answer.json().path("rolledBack").asBoolean(true)).isFalse();
  }

  @Test
  void hostileNumbersAndDepthsInAnArrayAreRefusedToo() {
    String path = bot + "/versions/any/rollback";
    http.post(path, "{\"excludeComponents\":[" + "9".repeat(2_000) + "]}").mustBe(400);
    http.post(path, "{\"excludeComponents\":" + "[".repeat(900) + "]".repeat(900) + "}")
        .mustBe(400);
  }

  @Test
  void unknownVersionsAndChatbotsAreNotFound() {
    create("a");
    http.post(bot + "/versions/none/deploy", "{\"environment\":\"dev\"}")
        .mustBe(404, "version-not-found");
    http.delete("/v1/chatbots/unheard-of/versions/none").mustBe(404, "version-not-found");
    http.post("/v1/chatbots/unheard-of/environments/dev/rollback", null)
        .mustBe(409, "nothing-before");
    http.delete("/v1/chatbots/unheard-of/environments/dev/deployment")
        .mustBe(409, "nothing-deployed");
    http.delete(bot + "/environments/none/deployment").mustBe(400, "invalid-request");
    assertThat(
            new JdbcTemplate(TestPostgres.dataSource(DATABASE))
                .queryForObject(
                    "select count(*) from command.chatbot where chatbot_id = 'unheard-of'",
                    Long.class))
        .isZero();
  }

  @Test
  void withoutProjectionsAWriteIsAcknowledgedAllTheSame() {
    Answer answer =
        http.send("POST", bot + "/versions", "{\"name\":\"a\",\"environment\":\"none\"}", false)
            .mustBe(201);
    assertThat(answer.header("Botledger-Reads-Lag")).isEqualTo("true");
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  private String create(String name) {
    return http.post(bot + "/versions", "{\"name\":\"" + name + "\",\"environment\":\"none\"}")
        .mustBe(201)
        .header("Location");
  }

  private Answer create(String name, String value) {
    return http.post(
        bot + "/versions",
        "{\"name\":\"%s\",\"environment\":\"none\",\"content\":{\"a\":%s}}".formatted(name, value));
  }
}
