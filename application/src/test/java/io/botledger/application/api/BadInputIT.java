package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is sent, the answer says what is wrong with it, and nothing is stored. */
public class BadInputIT implements RunningBotledger {
  private final ContractClient client = connect();
  private final String chatbot = "bad-" + UUID.randomUUID();
  private final String versions = "/v1/chatbots/" + chatbot + "/versions";
  private final String assistant = "/api/ai-hub/assistant/" + chatbot;

  static Stream<Arguments> badCreates() {
    String fine = "\"name\":\"x\",\"environment\":\"none\"";
    return Stream.of(
        arguments("nothing", "", 400, List.of("name", "environment")),
        arguments("an empty object", "{}", 400, List.of("name", "environment")),
        arguments("no JSON", "{", 400, List.of("")),
        arguments("an array", "[]", 400, List.of("")),
        arguments("two documents", "{" + fine + "}{}", 400, List.of("")),
        arguments(
            "wrong types",
            "{\"name\":5,\"environment\":true,\"description\":[],\"modelId\":{},\"content\":\"{}\",\"reason\":1}",
            400,
            List.of("name", "environment", "description", "modelId", "content", "reason")),
        arguments(
            "nulls",
            "{\"name\":null,\"environment\":null,\"content\":null}",
            400,
            List.of("name", "environment", "content")),
        arguments("an unknown member", "{" + fine + ",\"x\":1}", 400, List.of("x")),
        arguments(
            "an unknown environment",
            "{\"name\":\"x\",\"environment\":\"dev\"}",
            400,
            List.of("environment")),
        arguments(
            "another case",
            "{\"name\":\"x\",\"environment\":\"PROD\"}",
            400,
            List.of("environment")),
        arguments("a member twice", "{" + fine + ",\"name\":\"y\"}", 400, List.of("name")),
        arguments(
            "a member of the content twice",
            "{" + fine + ",\"content\":{\"a\":{\"b\":1,\"b\":2}}}",
            400,
            List.of("content.a.b")),
        arguments(
            "a blank name", "{\"name\":\" \",\"environment\":\"none\"}", 400, List.of("name")),
        arguments(
            "a name with a line break",
            "{\"name\":\"a\\nb\",\"environment\":\"none\"}",
            400,
            List.of("name")),
        arguments(
            "a long name",
            "{\"name\":\"" + "n".repeat(201) + "\",\"environment\":\"none\"}",
            400,
            List.of("name")),
        arguments(
            "long texts",
            "{%s,\"description\":\"%s\",\"reason\":\"%s\",\"modelId\":\"%s\"}"
                .formatted(fine, "d".repeat(10_001), "r".repeat(2_001), "m".repeat(201)),
            400,
            List.of("description", "reason", "modelId")),
        arguments(
            "U+0000 in a text",
            "{" + fine + ",\"description\":\"\\u0000\"}",
            400,
            List.of("description")),
        arguments(
            "U+0000 in the content",
            "{" + fine + ",\"content\":{\"a\":\"\\u0000\"}}",
            400,
            List.of("content.a")),
        arguments(
            "U+0000 in a member's name",
            "{" + fine + ",\"content\":{\"\\u0000\":1}}",
            400,
            List.of("content")),
        arguments(
            "an unpaired surrogate",
            "{" + fine + ",\"content\":{\"a\":\"\\ud800\"}}",
            400,
            List.of("content.a")),
        arguments(
            "a long number",
            "{" + fine + ",\"content\":{\"a\":" + "1".repeat(1_001) + "}}",
            400,
            List.of("content.a")),
        arguments(
            "65 levels", "{" + fine + ",\"content\":" + nested(65) + "}", 400, List.of("content")),
        arguments(
            "100,000 levels",
            "{" + fine + ",\"content\":" + nested(100_000) + "}",
            400,
            List.of("")),
        arguments(
            "a large content",
            "{" + fine + ",\"content\":" + sized(1024 * 1024 + 1) + "}",
            413,
            List.of()),
        arguments(
            "a large body",
            "{" + fine + ",\"content\":" + sized(2 * 1024 * 1024) + "}",
            413,
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCreates")
  void aBadCreateNamesEveryWrongFieldAndStoresNothing(
      String what, String body, int status, List<String> fields) {
    Answer answer = client.post(versions, body);
    assertThat(answer.status()).as(what).isEqualTo(status);
    for (String field : fields) {
      assertThat(issues(answer)).as(what).anyMatch(issue -> issue.startsWith(field));
    }
    assertNothingStored();
  }

  /** Those that have members, which can be asked about. */
  static Stream<Arguments> badMembers() {
    return badCreates().filter(create -> String.valueOf(create.get()[1]).startsWith("{\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badMembers")
  void aQuestionAboutABadCreateIsAnsweredWithTheSameRefusal(
      String what, String body, int status, List<String> fields) {
    Answer live = client.post(versions, body);
    Answer asked =
        client.post(
            "/v1/chatbots/" + chatbot + "/what-if",
            "{\"command\":{\"type\":\"CreateVersion\"," + body.substring(1) + "}");
    // What cannot be read at all, or is too large, is no question.
    JsonNode problem = asked.status() == 200 ? asked.body().at("/problem") : asked.body();
    assertThat(problem.at("/status").asInt()).as(what).isEqualTo(status);
    assertThat(problem.at("/code").asString()).as(what).isEqualTo(live.code());
    assertThat(problem.at("/issues").findValuesAsString("field"))
        .as(what)
        .isEqualTo(live.body().at("/issues").findValuesAsString("field"));
  }

  @Test
  void theLargestAndTheDeepestAreTaken() {
    Answer large =
        client.post(
            versions,
            "{\"name\":\"large\",\"environment\":\"none\",\"content\":" + sized(1024 * 1024) + "}");
    assertThat(large.status()).isEqualTo(201);
    Answer deep =
        client.post(
            versions,
            "{\"name\":\"deep\",\"environment\":\"prod\",\"content\":" + nested(64) + "}");
    assertThat(deep.status()).isEqualTo(201);
    assertThat(
            client.get("/v1/chatbots/" + chatbot + "/environments/prod/deployed-version").status())
        .isEqualTo(200);
    assertThat(client.get(versions).body().at("/versions").size()).isEqualTo(2);
  }

  @Test
  void hostileTextsComeBackAsTheyWere() {
    String name = "'; drop table events.event; -- <script>\\\" \\\\ %s ${x} 💥 \\u202e";
    String content =
        "{\"z\":\"\\u2028</script>\",\"a\":[1.10,1e2,-0,0.10000000000000000000000001],\"\":{}}";
    Answer created =
        client.post(
            versions,
            "{\"name\":\"" + name + "\",\"environment\":\"none\",\"content\":" + content + "}");
    assertThat(created.status()).isEqualTo(201);
    String id = created.body().at("/version/id").asString();
    Answer one = client.get(versions + "/" + id);
    assertThat(one.text()).contains(content);
    assertThat(one.body().at("/version/name").asString())
        .isEqualTo("'; drop table events.event; -- <script>\" \\ %s ${x} 💥 \u202e");
  }

  @Test
  void whoCannotTakeTheAnswerIsRefusedBeforeAnythingIsDone() {
    String body = "{\"name\":\"x\",\"environment\":\"none\"}";
    for (String accept : List.of("application/problem+json", "text/html")) {
      assertThat(client.post(versions, body, "Accept", accept).status()).isEqualTo(406);
    }
    assertNothingStored();
  }

  static Stream<Arguments> badAiHubCreates() {
    return Stream.of(
        arguments("{}", List.of("version_name")),
        arguments(
            "{\"version_name\":1,\"name\":[],\"description\":{},\"logo_url\":true,\"preferences\":[],\"integrations\":\"\",\"knowledge_base\":{}}",
            List.of(
                "version_name",
                "name",
                "description",
                "logo_url",
                "preferences",
                "integrations",
                "knowledge_base")),
        arguments("{\"version_name\":\"x\",\"knowledge_base\":[1]}", List.of("knowledge_base")),
        arguments("{\"version_name\":null}", List.of("version_name")),
        arguments("{\"version_name\":\"x\",\"a\":{\"b\":1,\"b\":1}}", List.of("a.b")));
  }

  @ParameterizedTest
  @MethodSource("badAiHubCreates")
  void aBadAiHubCreateToo(String body, List<String> fields) {
    Answer answer = client.post(assistant + "/version", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/success").asBoolean(true)).isFalse();
    assertThat(issues(answer)).containsAll(fields);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"environment\":\"moon\"}", "{}", "{\"environment\":\"prod\",\"x\":1}"})
  void aBadDeployIsRefusedBeforeTheVersionIsLookedUp(String body) {
    assertThat(client.post(versions + "/nowhere/deploy", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"excludeComponents\":[2]}",
        "{\"excludeComponents\":[\"0\"]}",
        "{\"excludeComponents\":0}",
        "{\"excludeComponents\":[0.5]}",
        "{\"excludeComponents\":[],\"environment\":\"moon\"}"
      })
  void aBadRollbackIsRefused(String body) {
    assertThat(client.post(versions + "/nowhere/rollback", body).status()).isEqualTo(400);
  }

  @Test
  void anotherContentTypeIsRefused() {
    Answer answer =
        client.send(
            "POST",
            versions,
            BodyPublishers.ofString("{\"name\":\"x\",\"environment\":\"none\"}"),
            "Content-Type",
            "text/plain");
    assertThat(answer.status()).isEqualTo(415);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain"
      })
  void aBodyThatIsNoJsonIsRefusedAndNeverPassedOver(String contentType) {
    String chatbotPath = "/v1/chatbots/" + chatbot;
    client.post(versions, "{\"name\":\"a\",\"environment\":\"prod\"}");
    client.post(versions, "{\"name\":\"b\",\"environment\":\"prod\"}");
    String runs = client.get(chatbotPath + "/deployments/status").text();
    for (String body : List.of("a=%zz", "reason=x", "--x\r\n\r\nreason\r\n--x--\r\n")) {
      assertThat(sent("POST", chatbotPath + "/environments/prod/rollback", contentType, body))
          .isEqualTo(415);
      assertThat(sent("DELETE", chatbotPath + "/environments/prod/deployment", contentType, body))
          .isEqualTo(415);
      assertThat(sent("POST", versions, contentType, body)).isEqualTo(415);
      assertThat(sent("POST", assistant + "/version", contentType, body)).isEqualTo(415);
    }
    assertThat(client.get(chatbotPath + "/deployments/status").text()).isEqualTo(runs);
  }

  private int sent(String method, String path, String contentType, String body) {
    return client
        .send(method, path, BodyPublishers.ofString(body), "Content-Type", contentType)
        .status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chatbots?cursor=MCAA",
        "/v1/audit?from=0000-01-01T00:00:00Z",
        "/v1/audit?from=9999-12-31T23:59:59-18:00",
        "/v1/audit?to=0001-01-01T00:00:00%2B01:00",
        "/v1/chatbots/a;x=1/versions"
      })
  void whatNoTableCanHoldIsRefused(String path) {
    assertThat(client.get(path).status()).isEqualTo(400);
  }

  @Test
  void whatAssistantsOperationsDoNotKnowIsRefused() {
    String id =
        client
            .post(assistant + "/version", "{\"version_name\":\"x\"}")
            .body()
            .at("/version/version_id")
            .asString();
    String version = assistant + "/version/" + id;
    assertThat(client.post(version + "/deploy", "{\"environment\":\"test\"}").status())
        .isEqualTo(400);
    assertThat(client.get(assistant + "/deployed-version").status()).isEqualTo(404);
    client.delete(version);
    client.post(assistant + "/version", "{\"version_name\":\"x\"}");
    assertThat(client.post(version + "/restore").status()).isEqualTo(409);
    Answer renamed = client.post(version + "/restore", "{\"version_name\":\"y\"}");
    assertThat(renamed.body().at("/restored_version/version_name").asString()).isEqualTo("y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=1001",
        "?limit=x",
        "?order=up",
        "?includeDeleted=maybe",
        "?cursor=x",
        "?at=now",
        "?limit=1&limit=2"
      })
  void aBadQueryIsRefused(String query) {
    assertThat(client.get(versions + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%00b", "%C3%A4", "a%3Fb", "a+b", "'--"})
  void aBadChatbotIdIsRefused(String id) {
    assertThat(client.get("/v1/chatbots/" + id + "/versions").status()).isEqualTo(400);
    assertThat(client.get("/api/ai-hub/assistant/" + id + "/versions").status()).isEqualTo(400);
  }

  @Test
  void aChatbotIdThatIsTooLongIsRefused() {
    assertThat(client.get("/v1/chatbots/" + "a".repeat(128) + "/versions").status()).isEqualTo(200);
    assertThat(client.get("/v1/chatbots/" + "a".repeat(129) + "/versions").status()).isEqualTo(400);
  }

  @Test
  void anotherChatbotsVersionIsUnknown() {
    String other = "/v1/chatbots/other-" + chatbot + "/versions";
    String id =
        client
            .post(other, "{\"name\":\"x\",\"environment\":\"none\"}")
            .body()
            .at("/version/id")
            .asString();
    assertThat(client.get(versions + "/" + id).status()).isEqualTo(404);
    assertThat(client.delete(versions + "/" + id).status()).isEqualTo(404);
    assertThat(client.post(versions + "/" + id + "/deploy", "{\"environment\":\"prod\"}").status())
        .isEqualTo(404);
    assertThat(
            client.post(versions + "/" + id + "/rollback", "{\"excludeComponents\":[]}").status())
        .isEqualTo(404);
    assertThat(client.post(versions + "/" + id + "/restore").status()).isEqualTo(404);
    assertThat(client.get(versions + "/" + id + "/diff/" + id).status()).isEqualTo(404);
    assertThat(client.get(versions + "/" + id + "/events").status()).isEqualTo(404);
  }

  @Test
  void whatDoesNotExistIsAProblemToo() {
    assertThat(client.get("/v1/nowhere").status()).isEqualTo(404);
    assertThat(client.send("PUT", versions, BodyPublishers.noBody()).status()).isEqualTo(405);
    assertThat(client.get("/v1/chatbots/a%2Fb/versions").status()).isEqualTo(400);
    assertThat(client.get("/v1/chatbots/a%2e%2e/versions").status()).isEqualTo(200);
    assertThat(client.get("/v1/chatbots/%2e%2e/versions").status()).isEqualTo(400);
  }

  private void assertNothingStored() {
    assertThat(client.get(versions + "?includeDeleted=true").body().at("/versions").size())
        .isZero();
    assertThat(client.get("/v1/chatbots/" + chatbot + "/events").body().at("/events").size())
        .isZero();
  }

  private static List<String> issues(Answer answer) {
    return answer.body().at("/issues").valueStream().map(issue -> field(issue)).toList();
  }

  private static String field(JsonNode issue) {
    assertThat(issue.at("/message").asString()).isNotBlank();
    return issue.at("/field").asString();
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  /** A JSON object of that many bytes. */
  private static String sized(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }
}
