package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.EventsAppended;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What is done to projections with an {@code Idempotency-Key} is done once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedRequestsTest {
  private static final String LIST = "/v1/projections/version-list";
  private static final String DEPLOYED = "/v1/projections/deployed-version";

  private final Database database = TestPostgres.freshDatabase();
  private final Answering answering = new Answering(database);
  private final Answering another = new Answering(database);
  private final Rebuilding rebuilding = new Rebuilding(answering);

  @AfterAll
  void stop() {
    answering.close();
    another.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String key) {
    return answering.send(method, path, body, "Idempotency-Key", key);
  }

  /** To another process. */
  private HttpResponse<String> again(String method, String path, String body, String key) {
    return another.send(method, path, body, "Idempotency-Key", key);
  }

  private static void isRepeated(HttpResponse<String> again, HttpResponse<String> first) {
    assertThat(again.statusCode()).isEqualTo(first.statusCode());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
  }

  private static void isRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Botledger-Problem")).contains(code);
  }

  private long begun(String projection) {
    return rebuilding.journal(projection).stream().filter(a -> a.endsWith("-started")).count();
  }

  @Test
  void aRebuildOrAVerificationThatIsAskedForTwiceIsDoneOnce() {
    for (String what : new String[] {"rebuild", "verify"}) {
      long before = begun("version-list");
      HttpResponse<String> first = send("POST", LIST + "/" + what, "{}", what);
      rebuilding.ends(first.headers().firstValue("Location").orElseThrow());
      isRepeated(again("POST", LIST + "/" + what, "{}", what), first);
      assertThat(begun("version-list")).isEqualTo(before + 1);
      isRefused(
          send("POST", LIST + "/" + what, "{\"reason\":\"another\"}", what),
          422,
          "idempotency-key-reused");
      HttpResponse<String> withoutKey = answering.send("POST", LIST + "/" + what, "{}");
      rebuilding.ends(withoutKey.headers().firstValue("Location").orElseThrow());
      assertThat(begun("version-list")).isEqualTo(before + 2);
    }
  }

  @Test
  void whileTheFirstOneRunsTheSecondIsRefused() throws Exception {
    String path = "/v1/projections/audit-history/rebuild";
    CompletableFuture<HttpResponse<String>> first;
    try (Connection holder = answering.log().dataSource().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select 1 from query.projection where name = 'audit-history' for update");
      first = CompletableFuture.supplyAsync(() -> send("POST", path, "{}", "slow"));
      await().atMost(Duration.ofSeconds(4)).until(this::somebodyWaitsForALock);
      isRefused(again("POST", path, "{}", "slow"), 409, "idempotency-key-in-use");
      holder.rollback();
    }
    assertThat(first.get().statusCode()).isEqualTo(202);
    rebuilding.ends(first.get().headers().firstValue("Location").orElseThrow());
    isRepeated(again("POST", path, "{}", "slow"), first.get());
  }

  private boolean somebodyWaitsForALock() {
    return answering
        .log()
        .sql()
        .sql(
            """
            select exists (select from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'
                and query like '%query.projection%')
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void aCancelIsAnsweredAsTheFirstTime() {
    for (int attempt = 0; ; attempt++) {
      HttpResponse<String> started = answering.send("POST", LIST + "/rebuild", "{}");
      String path = started.headers().firstValue("Location").orElseThrow();
      HttpResponse<String> first = send("DELETE", path, "{}", "cancel-" + attempt);
      if (first.statusCode() == 200) {
        isRepeated(again("DELETE", path, "{}", "cancel-" + attempt), first);
        return;
      }
      // It was done already: the next one will not be.
      isRefused(first, 409, "rebuild-swapped");
      assertThat(attempt).isLessThan(10);
    }
  }

  @Test
  void aDeadLetterIsTriedOrGivenUpOnceAndARefusalIsDecidedAnew() {
    Story story = answering.log().chatbot("bad");
    story.creates("bad-1", "One");
    story.deploys("bad-1", PROD);
    answering.hasHandled("bad");
    answering
        .log()
        .sql()
        .sql("update deployed_version_1.deployment set chatbot_id = '?' where chatbot_id = 'bad'")
        .update();
    story.undeploys(PROD);
    story.deploys("bad-1", PROD);
    answering.bean(EventsAppended.class).announce();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !answering.json(DEPLOYED + "/dead-letters").get("deadLetters").isEmpty());
    JsonNode letter = answering.json(DEPLOYED + "/dead-letters").get("deadLetters").get(0);
    String path = DEPLOYED + "/dead-letters/" + letter.get("id").stringValue();

    JsonNode waiting =
        answering.json(DEPLOYED + "/dead-letters?chatbotId=bad").get("deadLetters").get(1);
    String behind = DEPLOYED + "/dead-letters/" + waiting.get("id").stringValue();
    isRefused(send("POST", behind + "/retry", "", "behind"), 409, "waits-behind");

    HttpResponse<String> tried = send("POST", path + "/retry", "", "retry");
    assertThat(tried.body()).contains("does not run in prod");
    isRepeated(again("POST", path + "/retry", "", "retry"), tried);
    HttpResponse<String> givenUp = send("DELETE", path, "{\"reason\":\"lost\"}", "give-up");
    assertThat(givenUp.statusCode()).isEqualTo(200);
    isRepeated(again("DELETE", path, "{\"reason\":\"lost\"}", "give-up"), givenUp);
    isRefused(send("DELETE", path, "{\"reason\":\"lost\"}", "another"), 404, "not-found");
    isRefused(again("POST", behind + "/retry", "", "behind"), 404, "not-found");
    assertThat(rebuilding.journal("deployed-version"))
        .containsExactly("dead-letter-given-up", "dead-letter-retried");
  }
}
