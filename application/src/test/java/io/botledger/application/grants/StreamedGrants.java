package io.botledger.application.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.platform.web.EventStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A stream tells what its listener may read, for as long as that is so. */
abstract class StreamedGrants {
  private static final String BOT = "/v1/chatbots/streamed-grants";
  private static final String READ = "chatbots.deployed-version.read@chatbots/";
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Whether something that answers waits for a lock. */
  private static final String LOOKS =
      """
      select count(*) > 0 from pg_stat_activity
      where application_name = 'botledger read' and wait_event_type = 'Lock'
        and datname = current_database()
      """;

  private final GrantedCallers callers;
  private final ContractClient admin;

  StreamedGrants(GrantedCallers callers) {
    this.callers = callers;
    this.admin = callers.admin();
  }

  @Test
  void anEnvironmentsGrantIsToldOfNoOther() {
    ContractClient prod = callers.with(READ + "*/environments/prod");
    try (EventStream stream = prod.listen(BOT + "/stream");
        EventStream all = admin.listen(BOT + "/stream")) {
      assertThat(environments(prod, stream.take(1))).containsExactly("prod");
      assertThat(environments(admin, all.take(3))).containsExactlyInAnyOrder("dev", "test", "prod");
      create("test");
      create("prod");
      assertThat(environments(admin, all.take(2))).containsExactly("test", "prod");
      assertThat(environments(prod, stream.take(1))).containsExactly("prod");
      assertThat(stream.left()).isEmpty();
    }
    try (EventStream whole = prod.listen(BOT + "/stream", "Last-Event-ID", "0")) {
      assertThat(environments(prod, whole.take(1))).containsExactly("prod");
    }
    Answer refused = prod.get(BOT + "/stream?environment=test");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("resource").asString())
        .isEqualTo("chatbots/streamed-grants/environments/test");
    assertThat(callers.with(READ + "another").get(BOT + "/stream").status()).isEqualTo(403);
  }

  private static List<String> environments(ContractClient client, List<EventStream.Event> events) {
    return events.stream()
        .map(client::told)
        .map(told -> told.path("environment").asString())
        .toList();
  }

  private void create(String environment) {
    String body = "{\"name\":\"for %1$s\",\"environment\":\"%1$s\"}".formatted(environment);
    assertThat(admin.post(BOT + "/versions", body).status()).isEqualTo(201);
  }

  /** As for the audit: all of it, or that of the chatbots that are granted, one at a time. */
  @Test
  void theAuditIsFollowedByWhoMayReadIt() {
    String all = "/v1/audit/stream";
    String own = all + "?chatbotId=streamed-audit";
    ContractClient one = callers.with("chatbots.audit.read@chatbots/streamed-audit");
    try (EventStream stream = one.listen(own);
        EventStream whole = admin.listen(all)) {
      for (String chatbot : List.of("streamed-other", "streamed-audit")) {
        String body = "{\"name\":\"one\",\"environment\":\"none\"}";
        assertThat(admin.post("/v1/chatbots/" + chatbot + "/versions", body).status())
            .isEqualTo(201);
      }
      JsonNode told = one.told(all, stream.take(1).get(0));
      assertThat(told.path("chatbotId").asString()).isEqualTo("streamed-audit");
      assertThat(stream.left()).isEmpty();
      assertThat(whole.take(2).stream().map(event -> admin.told(all, event)))
          .extracting(entry -> entry.path("chatbotId").asString())
          .containsExactly("streamed-other", "streamed-audit");
    }
    for (String refused : List.of(all, all + "?chatbotId=streamed-other")) {
      assertThat(one.get(refused).status()).isEqualTo(403);
    }
    assertThat(one.get(own, "Accept", "application/json").status()).isEqualTo(406);
  }

  @Test
  void aStreamEndsWithItsKey() {
    JsonNode revoked = key(Instant.now().plus(Duration.ofDays(1)));
    JsonNode expires = key(Instant.now().plusSeconds(2));
    JsonNode lives = key(Instant.now().plus(Duration.ofDays(1)));
    try (EventStream first = listen(revoked);
        EventStream second = listen(expires);
        EventStream third = listen(lives)) {
      String path = "/v1/api-keys/" + revoked.at("/key/id").asString();
      assertThat(admin.delete(path).status()).isEqualTo(200);
      assertThat(first.ends(SOON)).isTrue();
      assertThat(second.ends(SOON)).isTrue();
      assertThat(third.ends(Duration.ZERO)).as("only theirs").isFalse();
    }
    assertThatThrownBy(() -> listen(revoked)).hasMessageStartingWith("401");
  }

  /** However long the look for what is new takes: here it waits for a lock, until it gives up. */
  @Test
  void aStreamEndsWithItsKeyAlsoInTheMiddleOfALook() throws SQLException {
    String all = "/v1/audit/stream";
    JsonNode revoked = key(Instant.now().plus(Duration.ofDays(1)), "chatbots.audit.read");
    try (EventStream stream = callers.with(revoked.at("/secret").asString()).listen(all);
        Connection lock = callers.database().connect(SOON)) {
      lock.setAutoCommit(false);
      try (Statement statement = lock.createStatement()) {
        statement.execute("lock table audit_history_1.entry in access exclusive mode");
        await().atMost(Duration.ofSeconds(15)).until(() -> isTrue(statement, LOOKS));
        String path = "/v1/api-keys/" + revoked.at("/key/id").asString();
        assertThat(admin.delete(path).status()).isEqualTo(200);
        assertThat(stream.ends(SOON.plusSeconds(1))).isTrue();
        assertThat(isTrue(statement, LOOKS)).as("the look goes on").isTrue();
      }
    }
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private EventStream listen(JsonNode key) {
    return callers.with(key.at("/secret").asString()).listen(BOT + "/stream");
  }

  private JsonNode key(Instant expires) {
    return key(expires, "chatbots.deployed-version.read");
  }

  private JsonNode key(Instant expires, String permission) {
    return admin
        .post(
            "/v1/api-keys",
            """
            {"name":"listener","expires":"%s","grants":[
              {"permission":"%s","resource":"chatbots/*"}]}"""
                .formatted(expires.truncatedTo(ChronoUnit.MILLIS), permission))
        .body();
  }
}
