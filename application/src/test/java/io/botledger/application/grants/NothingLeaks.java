package io.botledger.application.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.platform.grant.Permission;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A caller with every grant on one chatbot tries to see, and to change, something of another one,
 * by ids, cursors, filters, positions, other spellings of paths and other people's keys.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NothingLeaks {
  private static final String OPEN = "/v1/chatbots/leaks-open";
  private static final String SECRET = "/v1/chatbots/leaks-secret";

  private final GrantedCallers callers;
  private final ContractClient admin;
  private final ContractClient mine;
  private String own = "";
  private String theirs = "";
  private String theirDeployment = "";
  private long theirPosition;

  NothingLeaks(GrantedCallers callers) {
    this.callers = callers;
    admin = callers.admin();
    mine = callers.with(GrantedCallers.all("chatbots/leaks-open"));
  }

  @BeforeAll
  void twoChatbots() {
    own = create(OPEN, "mine").path("id").asString();
    JsonNode secret = create(SECRET, "CONFIDENTIAL");
    create(SECRET, "CONFIDENTIAL too");
    create(OPEN, "mine too");
    theirs = secret.path("id").asString();
    theirDeployment = secret.path("deploymentId").asString();
    theirPosition = admin.get(SECRET + "/events").body().at("/events/0/position").asLong();
  }

  private JsonNode create(String chatbot, String name) {
    Answer answer =
        admin.post(
            chatbot + "/versions",
            """
            {"name":"%1$s","description":"%1$s","environment":"prod","reason":"%1$s",
             "content":{"flows":"%1$s"}}"""
                .formatted(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.body().path("version");
  }

  private void shows(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text() + answer.header("Link"))
        .doesNotContain("CONFIDENTIAL", "leaks-secret", theirs, theirDeployment);
  }

  /** The cursor of the first page of somebody who may see more. */
  private String foreignCursor(String path) {
    Matcher cursor = Pattern.compile("cursor=([^&>]+)").matcher(admin.get(path).header("Link"));
    assertThat(cursor.find()).as(path).isTrue();
    return cursor.group(1);
  }

  @Test
  void theListOfChatbotsWhateverIsAskedFor() {
    shows(mine.get("/v1/chatbots"), 200);
    assertThat(mine.get("/v1/chatbots").text()).contains("leaks-open");
    shows(mine.get("/v1/chatbots?text=leaks-"), 200);
    assertThat(mine.get("/v1/chatbots?text=leaks-s").text())
        .isEqualTo(mine.get("/v1/chatbots?text=nowhere").text());
    shows(mine.get("/v1/chatbots?limit=1"), 200);
    String cursor = foreignCursor("/v1/chatbots?limit=1&text=leaks-");
    shows(mine.get("/v1/chatbots?cursor=" + cursor), 200);
    assertThat(admin.get("/v1/chatbots?cursor=" + cursor).text())
        .as("the same cursor does lead there")
        .contains("leaks-secret");
  }

  @Test
  void theReadsOfTheOwnChatbotWithWhatIsTheirs() {
    shows(missing(mine.get(OPEN + "/versions/" + theirs)), 404);
    shows(missing(mine.get(OPEN + "/versions/" + theirs + "?position=" + theirPosition)), 404);
    shows(missing(mine.get(OPEN + "/versions/" + own + "/diff/" + theirs)), 404);
    shows(missing(mine.get(OPEN + "/versions/" + theirs + "/diff/deployed:prod")), 404);
    shows(missing(mine.get(OPEN + "/versions/" + theirs + "/events")), 404);
    shows(missing(mine.get(OPEN + "/versions/" + theirs + "/events/0")), 404);
    shows(mine.get(OPEN + "/versions/" + own + "/diff/deployed:prod"), 200);
    for (String read :
        new String[] {"/versions", "/deployments/status", "/environments/prod/deployed-version"}) {
      shows(mine.get(OPEN + read + "?position=" + (theirPosition + 1)), 200);
    }
    shows(mine.get(OPEN + "/events?after=" + (theirPosition - 1)), 200);
    shows(mine.get(OPEN + "/capsule"), 200);
    shows(mine.get(OPEN + "/versions?cursor=" + foreignCursor(SECRET + "/versions?limit=1")), 200);
    shows(
        mine.get(OPEN + "/deployments?cursor=" + foreignCursor(SECRET + "/deployments?limit=1")),
        200);
    shows(mine.get("/api/ai-hub/assistant/leaks-open/versions"), 200);
    shows(mine.get("/api/ai-hub/assistant/leaks-open/deployed-version"), 200);
  }

  /** An id that was asked for may be said again; nothing else. */
  private Answer missing(Answer answer) {
    return new Answer(
        answer.status(), answer.headers(), answer.body(), answer.text().replace(theirs, ""));
  }

  @Test
  void theAudit() {
    refused("/v1/audit");
    refused("/v1/audit?chatbotId=leaks-secret");
    refused("/v1/audit?versionId=" + theirs);
    shows(mine.get("/v1/audit?chatbotId=leaks-open"), 200);
    shows(mine.get("/v1/audit?chatbotId=leaks-open&versionId=" + theirs), 200);
    shows(mine.get("/v1/audit?chatbotId=leaks-open&text=CONFIDENTIAL"), 200);
    shows(mine.get("/v1/audit?chatbotId=leaks-open&chatbotId=leaks-secret"), 400);
    shows(mine.get("/v1/audit?chatbotId=leaks-secret&chatbotId=leaks-open"), 400);
    String cursor = foreignCursor("/v1/audit?limit=1&order=asc");
    shows(mine.get("/v1/audit?chatbotId=leaks-open&order=asc&cursor=" + cursor), 200);
    shows(mine.get(OPEN + "/audit?cursor=" + foreignCursor(SECRET + "/audit?limit=1")), 200);
    shows(mine.get(OPEN + "/audit", "Accept", "text/csv"), 200);
    shows(mine.get(OPEN + "/audit", "Accept", "application/x-ndjson"), 200);
  }

  @Test
  void theWholeLog() {
    refused("/v1/events");
    refused("/v1/events?after=" + (theirPosition - 1));
    refused("/v1/capsule");
    refused("/v1/projections");
  }

  @Test
  void theWritesOfTheOwnChatbotWithWhatIsTheirs() {
    String version = OPEN + "/versions/" + theirs;
    String prod = "{\"environment\":\"prod\"}";
    shows(missing(mine.post(version + "/deploy", prod)), 404);
    shows(missing(mine.post(version + "/rollback", "{\"excludeComponents\":[0]}")), 404);
    shows(missing(mine.delete(version)), 404);
    shows(missing(mine.post(version + "/restore", "{}")), 404);
    String assistant = "/api/ai-hub/assistant/leaks-open/version/" + theirs;
    shows(missing(mine.post(assistant + "/deploy")), 404);
    shows(missing(mine.delete(assistant)), 404);
    Answer changed =
        mine.post(
            OPEN + "/versions/" + own + "/deploy", prod, "If-Match", "\"" + theirDeployment + "\"");
    shows(changed, 412);
    shows(
        missing(
            mine.post(
                OPEN + "/what-if",
                """
                {"position":%d,
                 "command":{"type":"DeployVersion","versionId":"%s","environment":"prod"}}"""
                    .formatted(theirPosition + 1, theirs))),
        200);
  }

  @Test
  void anIdempotencyKeyOfSomebodyElseSaysNothing() {
    String body = "{\"name\":\"CONFIDENTIAL three\",\"environment\":\"none\"}";
    assertThat(admin.post(SECRET + "/versions", body, "Idempotency-Key", "theirs").status())
        .isEqualTo(201);
    shows(mine.post(SECRET + "/versions", body, "Idempotency-Key", "theirs"), 403, SECRET);
    Answer created =
        mine.post(
            OPEN + "/versions",
            "{\"name\":\"x\",\"environment\":\"none\"}",
            "Idempotency-Key",
            "theirs");
    shows(created, 201);
  }

  @Test
  void anEnvironmentsGrantReachesNoOther() {
    ContractClient tester =
        callers.with(
            "chatbots.versions.deploy@chatbots/leaks-open/environments/test,"
                + "chatbots.versions.create@chatbots/leaks-open");
    String deploy = OPEN + "/versions/" + own + "/deploy";
    assertThat(tester.post(deploy, "{\"environment\":\"test\"}").status()).isEqualTo(202);
    assertThat(tester.post(deploy, "{\"environment\":\"prod\"}").status()).isEqualTo(403);
    assertThat(
            tester
                .post(OPEN + "/versions", "{\"name\":\"sneaked in\",\"environment\":\"prod\"}")
                .status())
        .isEqualTo(403);
    assertThat(
            tester
                .post(OPEN + "/versions/" + own + "/rollback", "{\"excludeComponents\":[]}")
                .status())
        .as("which environment it is only looking would tell")
        .isEqualTo(403);
    assertThat(tester.post(OPEN + "/environments/prod/rollback").status()).isEqualTo(403);
    assertThat(tester.post("/api/ai-hub/assistant/leaks-open/version/" + own + "/deploy").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/versions",
        "/versions/x",
        "/deployments",
        "/environments/prod/deployed-version",
        "/stream",
        "/events",
        "/audit",
        "/capsule"
      })
  void whetherAChatbotExistsIsNotSaid(String read) {
    Answer existing = mine.get(SECRET + read, "X-Correlation-Id", "same");
    Answer missing = mine.get("/v1/chatbots/leaks-nobody" + read, "X-Correlation-Id", "same");
    assertThat(existing.status()).isEqualTo(403);
    assertThat(existing.text().replace("leaks-secret", ""))
        .isEqualTo(missing.text().replace("leaks-nobody", ""));
    assertThat(existing.headers().map().keySet()).isEqualTo(missing.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chatbots/%6ceaks-secret/versions",
        "/v1/chatbots/leaks-secret;a=b/versions",
        "/v1/chatbots;a=b/leaks-secret/versions",
        "/v1;a=b/chatbots/leaks-secret/versions",
        "/v1/%63hatbots/leaks-secret/versions",
        "//v1/chatbots/leaks-secret/versions",
        "/v1//chatbots/leaks-secret/versions",
        "/v1/chatbots/leaks-secret/versions/",
        "/v1/chatbots/leaks-open/../leaks-secret/versions",
        "/v1/chatbots/leaks-open/%2e%2e/leaks-secret/versions",
        "/v1/chatbots/leaks-open%2f..%2fleaks-secret/versions",
        "/v1/chatbots/leaks-open;/../leaks-secret/versions",
        "/V1/chatbots/leaks-secret/versions",
        "/v1/chatbots/leaks-secret/versions.json",
        "/api/ai-hub/assistant/leaks-secret;a=b/versions",
      })
  void anotherSpellingOfThePathIsNoWayRound(String path) throws Exception {
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(callers.url() + path))
                      .method(method, BodyPublishers.noBody())
                      .header(
                          "Authorization", "Bearer " + GrantedCallers.all("chatbots/leaks-open"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method + " " + answer.body()).isIn(400, 403, 404);
      assertThat(answer.body()).doesNotContain("CONFIDENTIAL", theirs);
    }
  }

  private void refused(String path) {
    Answer answer = mine.get(path);
    assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("CONFIDENTIAL", theirDeployment);
    assertThat(Permission.named(answer.body().path("permission").asString())).isPresent();
  }

  /** What was asked for may be named. */
  private void shows(Answer answer, int status, String asked) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text().replace(asked, "")).doesNotContain("CONFIDENTIAL", theirs);
  }
}
