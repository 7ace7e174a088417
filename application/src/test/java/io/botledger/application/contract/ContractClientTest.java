package io.botledger.application.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.botledger.application.contract.CannedAnswers.Canned;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract client takes right answers and no others. */
class ContractClientTest {

  private static final String VERSIONS = "/v1/chatbots/parcel-bot/versions";
  private static final String DEPLOY = VERSIONS + "/v-1/deploy";
  private static final String VERSION =
      """
      {"id":"v-1","name":"Release 12","created":"2026-01-02T03:04:05.678Z","deployed":"","modelId":"",\
      "versionNumber":"1.0","stats":{"steps":0,"events":0,"intents":0,"entities":0,"flows":0,"triggers":0},\
      "description":"","environment":"dev","hasActiveDeployment":false,"resettable":true,"createdBy":"admin",\
      "deployments":[]}""";
  private static final String PROBLEM =
      """
      {"type":"urn:botledger:problem:version-not-found","title":"Not Found","status":404,"detail":"None such.",\
      "instance":"/x","code":"version-not-found","error":"None such.","correlationId":"c-1","started":false}""";

  private CannedAnswers server;
  private ContractClient client;

  @BeforeEach
  void start() throws IOException {
    server = new CannedAnswers();
    client = new ContractClient(server.base(), "secret");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesWhatIsDocumented() {
    server.next(json(200, "{\"versions\":[" + VERSION + "]}"));
    Answer list = client.get(VERSIONS + "?limit=10");
    assertThat(list.body().at("/versions/0/name").asString()).isEqualTo("Release 12");

    server.next(problem(404, "version-not-found", PROBLEM));
    assertThat(client.post(DEPLOY, "{}").code()).isEqualTo("version-not-found");
  }

  @Test
  void refusesAMemberThatIsNotDocumented() {
    server.next(json(200, "{\"versions\":[" + VERSION.replace("\"modelId\"", "\"model\"") + "]}"));
    refused(() -> client.get(VERSIONS), "GET /v1/chatbots/{chatbotId}/versions", "200", "'model'");
  }

  @Test
  void refusesAMemberWhereItDoesNotBelong() {
    server.next(
        json(200, "{\"versions\":[" + VERSION.replaceFirst("}$", ",\"content\":{}}") + "]}"));
    refused(() -> client.get(VERSIONS), "/versions/0", "content");
    server.next(json(200, "{\"versions\":[],\"error\":\"x\"}"));
    refused(() -> client.get(VERSIONS), "A success has no member 'error'");
  }

  @Test
  void refusesWrongFormatsAndContradictions() {
    server.next(json(200, "{\"versions\":[" + VERSION.replace(".678Z", "Z") + "]}"));
    refused(() -> client.get(VERSIONS), "/versions/0/created");
    server.next(
        json(
            200,
            "{\"versions\":[" + VERSION.replace("Deployment\":false", "Deployment\":true") + "]}"));
    refused(() -> client.get(VERSIONS), "deploymentId");
    server.next(json(200, "{\"versions\":[],\"versions\":[]}"));
    refused(() -> client.get(VERSIONS), "no proper JSON");
  }

  @Test
  void refusesAStatusThatIsNotDocumentedOrNeverToBeAnswered() {
    server.next(json(404, "{}"));
    refused(() -> client.get(VERSIONS), "404", "not documented");
    server.next(json(201, "{}"));
    refused(() -> client.post(VERSIONS + "/v-1/rollback", "{}"), "Never to be answered");
    server.next(problem(500, "internal-error", PROBLEM));
    refused(() -> client.get(VERSIONS), "Never to be answered");
  }

  @Test
  void refusesACodeThatIsNotListedThere() {
    server.next(
        problem(404, "not-found", PROBLEM.replace("\"version-not-found\"", "\"not-found\"")));
    refused(() -> client.post(DEPLOY, "{}"), "'not-found' is not one of [version-not-found]");
    server.next(aiHub(409, "name-taken"));
    refused(
        () -> client.post("/api/ai-hub/assistant/a/version/v-1/deploy"),
        "'name-taken' is not one of [version-deleted, idempotency-key-in-use]");
  }

  @Test
  void refusesARefusalThatContradictsItselfOrLacksItsFlag() {
    server.next(
        problem(404, "version-not-found", PROBLEM.replace("\"status\":404", "\"status\":400")));
    refused(() -> client.post(DEPLOY, "{}"), "another status");
    server.next(problem(404, "version-not-found", PROBLEM.replace("c-1", "c-2")));
    refused(() -> client.post(DEPLOY, "{}"), "X-Correlation-Id");
    server.next(problem(404, "version-not-found", PROBLEM.replace(",\"started\":false", "")));
    refused(() -> client.post(DEPLOY, "{}"), "'started' is missing");
    server.next(
        problem(404, "version-not-found", PROBLEM.replace("started\":false", "started\":true")));
    refused(() -> client.post(DEPLOY, "{}"), "/started");
  }

  @Test
  void refusesMissingAndWrongHeaders() {
    server.next(json(201, "{\"version\":" + VERSION + "}"));
    refused(() -> client.post(VERSIONS, "{}"), "Location is missing", "ETag is missing");
    server.next(
        with(
            json(201, "{\"version\":" + VERSION + "}"),
            "Location",
            "http://elsewhere/",
            "ETag",
            "\"0\""));
    refused(() -> client.post(VERSIONS, "{}"), "Header Location 'http://elsewhere/'");
    server.next(
        with(
            json(201, "{\"version\":" + VERSION + "}"),
            "Location",
            VERSIONS + "/v-1",
            "ETag",
            "\"0\""));
    assertThatCode(() -> client.post(VERSIONS, "{}")).doesNotThrowAnyException();
    server.next(with(problem(503, "unavailable", PROBLEM), "X-Correlation-Id", "c-1"));
    refused(() -> client.get(VERSIONS), "Retry-After is missing");
  }

  @Test
  void refusesAnotherMediaTypeAndABodyWhereNoneBelongs() {
    server.next(with(json(200, "{\"versions\":[]}"), "Content-Type", "text/plain"));
    refused(() -> client.get(VERSIONS), "'text/plain' is not one of [application/json]");
    server.next(
        with(problem(404, "version-not-found", PROBLEM), "Content-Type", "application/json"));
    refused(() -> client.post(DEPLOY, "{}"), "is not one of [application/problem+json]");
  }

  @Test
  void holdsEveryLineOfAnExportAgainstItsSchema() {
    String entry =
        """
        {"position":1,"time":"2026-01-02T03:04:05.678Z","actor":{"name":"admin","kind":"key"},"action":"created",\
        "chatbotId":"b","versionId":"v-1","versionNumber":"1.0","environment":null,"reason":null,"surface":"v1",\
        "change":[{"op":"add","path":"","value":{}}],"summary":"admin created 1.0"}
        """;
    Canned right = with(json(200, entry + entry), "Content-Type", "application/x-ndjson");
    server.next(right);
    assertThatCode(() -> client.get("/v1/audit")).doesNotThrowAnyException();
    server.next(
        with(
            json(200, entry + entry.replace("\"created\"", "\"made\"")),
            "Content-Type",
            "application/x-ndjson"));
    refused(() -> client.get("/v1/audit"), "/action");
  }

  @Test
  void holdsWhatHasNoOperationAgainstTheFormOfRefusals() {
    server.next(
        problem(404, "not-found", PROBLEM.replace("\"version-not-found\"", "\"not-found\"")));
    assertThatCode(() -> client.get("/v1/nothing")).doesNotThrowAnyException();
    server.next(aiHub(404, "not-found"));
    assertThatCode(() -> client.get("/api/ai-hub/nothing")).doesNotThrowAnyException();
    refused(() -> client.get("/v1/nothing"), "is not 'application/problem+json'");
    server.next(json(200, "{}"));
    refused(() -> client.get("/v1/nothing"), "not in the document");
    server.next(with(json(404, "<html>"), "Content-Type", "text/html"));
    refused(() -> client.get("/v1/nothing"), "'text/html'");
  }

  @Test
  void whatTheServerRefusesItselfNeedsNoPublishedFlag() {
    server.next(
        problem(
            400,
            "bad-request",
            PROBLEM
                .replace("\"version-not-found\"", "\"bad-request\"")
                .replace("404", "400")
                .replace(",\"started\":false", "")));
    assertThatCode(() -> client.post(DEPLOY, "{}")).doesNotThrowAnyException();
  }

  private static void refused(Runnable request, String... parts) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(request::run)
        .satisfies(error -> assertThat(error.getMessage()).contains(parts));
  }

  private static Canned json(int status, String body) {
    return new Canned(
        status, Map.of("Content-Type", "application/json", "X-Correlation-Id", "c-1"), body);
  }

  private static Canned problem(int status, String code, String body) {
    return with(
        json(status, body), "Content-Type", "application/problem+json", "Botledger-Problem", code);
  }

  private static Canned aiHub(int status, String code) {
    return with(json(status, "{\"success\":false,\"error\":\"No.\"}"), "Botledger-Problem", code);
  }

  private static Canned with(Canned canned, String... headers) {
    Map<String, String> all = new HashMap<>(canned.headers());
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new Canned(canned.status(), all, canned.body());
  }
}
