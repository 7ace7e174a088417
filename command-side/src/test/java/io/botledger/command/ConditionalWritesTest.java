package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.Http.Answer;
import io.botledger.platform.TestPostgres;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A client that says what it expects does not overwrite what it has not seen. */
class ConditionalWritesTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static TestCommandSide commandSide;
  private static Http http;
  private String bot = "";

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.startWithHttp(TestPostgres.freshDatabase());
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

  private JsonNode create(String name, String environment) {
    return http.post(
            bot + "/versions",
            "{\"name\":\"%s\",\"environment\":\"%s\"}".formatted(name, environment))
        .mustBe(201)
        .json()
        .path("version");
  }

  private Answer deploy(String version, String... headers) {
    return http.sendWith(
        "POST",
        bot + "/versions/" + version + "/deploy",
        "{\"environment\":\"prod\",\"reason\":\"because\"}",
        headers);
  }

  private static String id(JsonNode version) {
    return version.path("id").asString();
  }

  private static String deployment(JsonNode version) {
    return "\"" + version.path("deploymentId").asString() + "\"";
  }

  @Test
  void aDeployOverWhatIsExpected() {
    JsonNode running = create("a", "prod");
    String next = id(create("b", "none"));
    deploy(next, "If-Match", deployment(running)).mustBe(202);
    Answer late = deploy(id(running), "If-Match", deployment(running));
    late.mustBe(412, "state-changed");
    assertThat(late.at("/present/versionId")).isEqualTo(next);
    assertThat(late.at("/present/by")).isEqualTo("user_123");
    assertThat(late.at("/present/since")).endsWith("Z");
    assertThat(late.json().at("/started").asBoolean(true)).isFalse();
    deploy(id(running), "If-Match", "\"" + late.at("/present/deploymentId") + "\"").mustBe(202);
  }

  @Test
  void nothingRunsOnlyWhereNothingDoes() {
    String version = id(create("a", "none"));
    Answer refused = deploy(version, "If-Match", "\"some-deployment\"");
    refused.mustBe(412, "state-changed");
    assertThat(refused.json().has("present")).isTrue();
    assertThat(refused.json().at("/present").isNull()).isTrue();
    deploy(version, "If-Match", "*").mustBe(412, "state-changed");
    deploy(version, "If-None-Match", "*").mustBe(202);
    deploy(version, "If-None-Match", "*").mustBe(412, "state-changed");
    deploy(version, "If-Match", "*").mustBe(202);
  }

  @Test
  void aWeakTagNeverMatchesAndOneOfSeveralDoes() {
    JsonNode running = create("a", "prod");
    deploy(id(running), "If-Match", "W/" + deployment(running)).mustBe(412, "state-changed");
    deploy(id(running), "If-Match", "\"*\",W/\"y\"").mustBe(412, "state-changed");
    deploy(id(running), "If-Match", "\"x,y\",, " + deployment(running)).mustBe(202);
    deploy(id(running), "If-Match", "\"x\"", "If-Match", deployment(running)).mustBe(202);
  }

  @Test
  void theEnvironmentsOperations() {
    JsonNode first = create("a", "prod");
    JsonNode second = create("b", "prod");
    String rollback = bot + "/environments/prod/rollback";
    String undeploy = bot + "/environments/prod/deployment";
    http.sendWith("POST", rollback, null, "If-Match", deployment(first)).mustBe(412);
    http.sendWith("POST", rollback, null, "If-Match", deployment(second)).mustBe(200);
    http.sendWith("DELETE", undeploy, null, "If-Match", deployment(second)).mustBe(412);
    http.sendWith("DELETE", undeploy, null, "If-Match", "*").mustBe(200);
  }

  @Test
  void aRollbackAndACreateThatDeploys() {
    JsonNode first = create("a", "prod");
    JsonNode second = create("b", "prod");
    String back = bot + "/versions/" + id(first) + "/rollback";
    String body = "{\"excludeComponents\":[]}";
    http.sendWith("POST", back, body, "If-Match", deployment(first)).mustBe(412);
    http.sendWith("POST", back, body, "If-Match", deployment(second)).mustBe(200);
    String create = "{\"name\":\"c\",\"environment\":\"prod\"}";
    http.sendWith("POST", bot + "/versions", create, "If-Match", deployment(second)).mustBe(412);
    assertThat(http.get(bot + "/events").json().path("events").size())
        .as("what was refused left nothing behind")
        .isEqualTo(2 + 3 + 2);
  }

  @Test
  void aVersionIsDeletedAndRestoredAsItWasSeen() {
    String version = bot + "/versions/" + id(create("a", "none"));
    Answer refused = http.sendWith("DELETE", version, null, "If-Match", "\"7\"");
    refused.mustBe(412, "state-changed");
    assertThat(refused.at("/present/entityTag")).isEqualTo("\"0\"");
    http.sendWith("DELETE", version, null, "If-Match", "\"0\"").mustBe(200);
    http.sendWith("POST", version + "/restore", null, "If-Match", "\"0\"").mustBe(412);
    http.sendWith("POST", version + "/restore", null, "If-Match", "\"1\"").mustBe(200);
  }

  @Test
  void anotherRefusalComesFirst() {
    JsonNode running = create("a", "prod");
    http.sendWith("DELETE", bot + "/versions/" + id(running), null, "If-Match", "\"99\"")
        .mustBe(409, "version-deployed");
    deploy("nowhere", "If-Match", "\"x\"").mustBe(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "If-Match      | no quotes",
        "If-Match      | \"a\", *",
        "If-Match      | \"a\" \"b\"",
        "If-Match      | ,",
        "If-None-Match | \"a\"",
      })
  void whatIsMalformedIsSaid(String header, String value) {
    Answer answer = deploy(id(create("a", "none")), header, value);
    answer.mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo(header);
  }

  @Test
  void aConditionOnNothingIsAMistake() {
    http.sendWith(
            "POST",
            bot + "/versions",
            "{\"name\":\"a\",\"environment\":\"none\"}",
            "If-Match",
            "\"0\"")
        .mustBe(400, "invalid-request");
  }

  @Test
  void ofManyAtOnceWhoExpectTheSameOneWins() {
    String expected = deployment(create("a", "prod"));
    List<String> others = IntStream.range(0, 8).mapToObj(i -> id(create("b" + i, "none"))).toList();
    List<CompletableFuture<Integer>> all =
        others.stream()
            .map(
                other ->
                    CompletableFuture.supplyAsync(
                        () -> deploy(other, "If-Match", expected).status(),
                        task -> new Thread(task).start()))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).toList())
        .containsOnly(202, 412)
        .containsOnlyOnce(202);
  }
}
