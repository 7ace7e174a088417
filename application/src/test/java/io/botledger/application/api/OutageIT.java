package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** PostgreSQL is stopped under a running process, and comes back. */
class OutageIT {
  private static final String KEY = "the-key-of-an-outage";
  private static final String RUNS = "/v1/chatbots/known/environments/prod/deployed-version";
  private static final String AI_HUB = "/api/ai-hub/assistant/known/deployed-version";
  private static final String QUESTION =
      "{\"command\":{\"type\":\"UndeployVersion\",\"environment\":\"prod\"}}";

  @Test
  void anOutageIsA503WithinFiveSecondsAndEndsByItself() throws Exception {
    try (StoppablePostgres postgres = StoppablePostgres.start();
        BotledgerProcess process =
            BotledgerProcess.start(
                Files.createTempDirectory("botledger-outage-"),
                "--spring.datasource.url=" + postgres.database().url(),
                "--spring.datasource.username=" + postgres.database().username(),
                "--spring.datasource.password=" + postgres.database().password(),
                "--botledger.admin-key=" + KEY)) {
      ContractClient client = new ContractClient(process.url(""), KEY);
      String versions = "/v1/chatbots/outage/versions";
      assertThat(create(client, versions, "before").status()).isEqualTo(201);

      postgres.stop();
      List<Supplier<Answer>> requests =
          List.of(
              () -> create(client, versions, "during"),
              () -> client.get(versions),
              () -> client.get("/v1/chatbots/outage/environments/prod/deployed-version"),
              () -> client.get("/v1/chatbots/outage/events"),
              () -> client.get("/v1/events"),
              () -> client.post("/v1/chatbots/outage/what-if", QUESTION),
              () -> client.get("/api/ai-hub/assistant/outage/versions"),
              () -> client.get("/v1/audit"));
      for (Supplier<Answer> request : requests) {
        long start = System.nanoTime();
        Answer answer = request.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(took).isLessThan(Duration.ofSeconds(5));
      }
      allAtOnce(client, versions);
      assertThat(process.get("/actuator/health/readiness").statusCode()).isEqualTo(503);

      postgres.startAgain();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> create(client, versions, "after " + System.nanoTime()).status() == 201);
      // Once the read side has caught up, writes are answered without the lag again.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  create(client, versions, "caught up " + System.nanoTime())
                      .header("Botledger-Reads-Lag")
                      .isEmpty());
      assertThat(client.get(versions).text()).contains("before").doesNotContain("during");
    }
  }

  /** A bot asks before, during and after; so does one that has an API key. */
  @Test
  void botsGoOnWithWhatTheyWereToldLastAlsoAfterARestart() throws Exception {
    try (StoppablePostgres postgres = StoppablePostgres.start();
        BotledgerProcess first =
            BotledgerProcess.start(
                Files.createTempDirectory("botledger-last-known-"),
                "--spring.datasource.url=" + postgres.database().url(),
                "--spring.datasource.username=" + postgres.database().username(),
                "--spring.datasource.password=" + postgres.database().password(),
                "--botledger.admin-key=" + KEY)) {
      ContractClient admin = new ContractClient(first.url(""), KEY);
      String bots =
          admin
              .post(
                  "/v1/api-keys",
                  """
                  {"name":"bots","grants":[{"permission":"chatbots.deployed-version.read",
                   "resource":"chatbots/*"}]}""")
              .body()
              .at("/secret")
              .asString();
      ContractClient bot = new ContractClient(first.url(""), bots);
      admin.post(
          "/v1/chatbots/known/versions",
          "{\"name\":\"runs\",\"environment\":\"prod\",\"content\":{\"greeting\":\"hello\"}}");
      Answer before = bot.get(RUNS);
      assertThat(before.status()).as(before.text()).isEqualTo(200);
      assertThat(before.header("Cache-Status")).isEmpty();
      assertThat(admin.get(AI_HUB).status()).isEqualTo(200);
      // Written behind the requests' backs.
      await().until(() -> keptFiles(first) == 3);

      postgres.stop();
      assertStale(bot.get(RUNS), before);
      assertStale(admin.get(RUNS), before);
      assertThat(bot.get("/v1/chatbots/unknown/environments/prod/deployed-version").status())
          .isEqualTo(503);
      assertThat(bot.get(RUNS + "?position=1").status()).isEqualTo(503);
      String another = bots.replace(bots.charAt(25), bots.charAt(25) == 'x' ? 'y' : 'x');
      assertThat(bot.withKey(another).get(RUNS).status()).isEqualTo(401);

      first.terminate();
      first.awaitEnd(Duration.ofSeconds(20));
      try (BotledgerProcess second = first.launchAgain()) {
        await().atMost(Duration.ofSeconds(60)).until(() -> isAlive(second));
        assertStale(bot.get(RUNS), before);
        Answer aiHub = admin.get(AI_HUB);
        assertThat(aiHub.status()).isEqualTo(200);
        assertThat(aiHub.text()).contains("\"greeting\":\"hello\"");
        assertThat(bot.get("/v1/chatbots/known/versions").status()).isEqualTo(503);
        assertThat(admin.get("/v1/chatbots/known/versions").status()).isEqualTo(503);
        assertThat(create(admin, "/v1/chatbots/known/versions", "during").status()).isEqualTo(503);
        assertThat(new ContractClient(second.url(""), "no-key-at-all-of-ours").get(RUNS).status())
            .isEqualTo(401);
        assertThat(second.get("/actuator/health/readiness").statusCode()).isEqualTo(503);

        postgres.startAgain();
        second.awaitReady();
        Answer after = bot.get(RUNS);
        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.header("Age")).isEmpty();
        assertThat(create(admin, "/v1/chatbots/known/versions", "after").status()).isEqualTo(201);
      }
    }
  }

  private static void assertStale(Answer answer, Answer before) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(before.text());
    assertThat(answer.header("ETag")).isEqualTo(before.header("ETag"));
    assertThat(answer.header("Age")).matches("[0-9]{1,3}");
    assertThat(answer.header("Cache-Status"))
        .matches("botledger; hit; ttl=-[0-9]{1,3}; detail=database-unavailable");
  }

  private static long keptFiles(BotledgerProcess process) throws IOException {
    Path folder = process.dataDirectory().resolve("last-known");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static boolean isAlive(BotledgerProcess process) {
    try {
      return process.get("/actuator/health/liveness").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static void allAtOnce(ContractClient client, String versions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try {
      List<Future<Duration>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "during " + i;
        answers.add(
            threads.submit(
                () -> {
                  long start = System.nanoTime();
                  assertThat(create(client, versions, name).status()).isEqualTo(503);
                  return Duration.ofNanos(System.nanoTime() - start);
                }));
      }
      for (Future<Duration> answer : answers) {
        assertThat(answer.get()).isLessThan(Duration.ofSeconds(5));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Answer create(ContractClient client, String versions, String name) {
    return client.post(versions, "{\"name\":\"" + name + "\",\"environment\":\"none\"}");
  }
}
