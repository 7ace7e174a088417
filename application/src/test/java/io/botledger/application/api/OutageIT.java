package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** PostgreSQL is stopped under a running process, and comes back. */
class OutageIT {
  private static final String KEY = "the-key-of-an-outage";
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
