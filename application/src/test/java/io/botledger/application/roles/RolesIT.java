package io.botledger.application.roles;

import static io.botledger.application.RunningRole.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes of a role start and stop. */
class RolesIT {
  private static final String WAITING =
      "The schema \"events\" is not there yet as this release needs it. Waiting for a process of the"
          + " role command";

  private final Path temporary;

  RolesIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private BotledgerProcess launch(String role, Database database) {
    String[] options = PostgresForTests.options(database);
    return BotledgerProcess.launch(
        temporary.resolve(role),
        options[0],
        options[1],
        options[2],
        "--botledger.role=" + role,
        "--botledger.admin-key=" + KEY);
  }

  @Test
  void theQueryRoleWaitsForTheEventsAndTheCommandRoleDrainsBeforeItStops() {
    Database database = PostgresForTests.version18().create("waiting");
    try (BotledgerProcess query = launch("query", database)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> query.output().contains(WAITING));
      assertThat(query.isReady()).isFalse();
      try (BotledgerProcess command = launch("command", database).awaitReady()) {
        query.awaitReady();
        assertDoesNotDoWhatItHasSleptThrough(command);
        assertDrains(command);
      }
    }
  }

  /** A gateway would have told the client by then that nobody knows the outcome. */
  private static void assertDoesNotDoWhatItHasSleptThrough(BotledgerProcess command) {
    assertThat(create(command, "before").statusCode()).isEqualTo(201);
    command.freeze();
    CompletableFuture<HttpResponse<String>> slept =
        CompletableFuture.supplyAsync(() -> create(command, "slept"));
    await().pollDelay(Duration.ofSeconds(6)).until(() -> !slept.isDone());
    command.thaw();
    assertThat(slept.join().statusCode()).isEqualTo(502);
    await().until(() -> create(command, "slept").statusCode() == 201);
  }

  private static void assertDrains(BotledgerProcess command) {
    assertThat(create(command, "first").statusCode()).isEqualTo(201);
    command.terminate();
    await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> create(command, "late-" + System.nanoTime()).statusCode() == 502);
    HttpResponse<String> sentElsewhere = create(command, "later");
    assertThat(sentElsewhere.headers().firstValue("Connection")).contains("close");
    assertThat(sentElsewhere.headers().firstValue("Retry-After")).contains("1");
    assertThat(sentElsewhere.body()).contains("\"code\":\"unavailable\"", "\"status\":502");
    assertThat(command.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(command.isReady()).isFalse();
    command.awaitEnd(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> create(BotledgerProcess process, String name) {
    return process.send(
        HttpRequest.newBuilder(process.url("/v1/chatbots/draining/versions"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"%s\",\"environment\":\"none\"}".formatted(name))));
  }

  @Test
  void whoWaitsCanBeStopped() {
    try (BotledgerProcess query = launch("query", PostgresForTests.version18().create("alone"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> query.output().contains(WAITING));
      query.terminate();
      query.awaitEnd(Duration.ofSeconds(5));
      assertThat(query.output()).doesNotContain("\tat ");
    }
  }

  @Test
  void theGrantThatIsMissingIsNamed() {
    PostgresForTests postgres = PostgresForTests.version18();
    Database database = postgres.create("unreadable");
    postgres.execute("create role reader login password 'not a secret'");
    postgres.execute("grant create on database unreadable to reader");
    try (BotledgerProcess command = launch("command", database).awaitReady();
        BotledgerProcess query = launch("query", postgres.database("unreadable", "reader"))) {
      query.awaitEnd(Duration.ofSeconds(60));
      assertThat(query.output())
          .contains("may not read the schema \"events\"", "GRANT USAGE ON SCHEMA \"events\"")
          .doesNotContain("\tat ");
      assertThat(command.isAlive()).isTrue();
    }
  }
}
