package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds and verifications of running processes, while commands go on. */
class RebuildIT {
  private static void write(ContractClient client, String chatbot, int number) {
    Answer created =
        client.post(
            "/v1/chatbots/" + chatbot + "/versions",
            "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(number));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Botledger-Reads-Lag")).as("a write waited in vain").isEmpty();
  }

  private static int versions(ContractClient client, String chatbot) {
    return client.get("/v1/chatbots/" + chatbot + "/versions").body().at("/versions").size();
  }

  private static int entries(ContractClient client, String chatbot) {
    return client
        .get("/v1/chatbots/" + chatbot + "/audit?action=created&limit=1000")
        .body()
        .at("/entries")
        .size();
  }

  /** One writes through one process, the other one reads through the other. */
  private static List<CompletableFuture<Void>> pair(
      ContractClient writer,
      ContractClient reader,
      String chatbot,
      AtomicBoolean over,
      ExecutorService threads) {
    AtomicInteger acknowledged = new AtomicInteger();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get() && acknowledged.get() < 900) {
                write(writer, chatbot, acknowledged.get());
                acknowledged.incrementAndGet();
              }
            },
            threads);
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              int listed = 0;
              int audited = 0;
              while (!over.get()) {
                int atLeast = acknowledged.get();
                int list = versions(reader, chatbot);
                int audit = entries(reader, chatbot);
                assertThat(list).isGreaterThanOrEqualTo(Math.max(atLeast, listed));
                assertThat(audit).isGreaterThanOrEqualTo(Math.max(atLeast, audited));
                listed = list;
                audited = audit;
              }
            },
            threads);
    return List.of(writing, reading);
  }

  @Test
  void nothingIsSeenOfARebuildWhileCommandsGoOn() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      ContractClient one = processes.client(0);
      Projections projections = new Projections(one);
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService threads = Executors.newCachedThreadPool();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        clients.addAll(
            pair(processes.client(i), processes.client(1 - i), "pair-" + i, over, threads));
      }
      List<String> rebuilds =
          Projections.NAMES.stream().map(name -> projections.start(name, "rebuild")).toList();
      for (String rebuild : rebuilds) {
        assertThat(new Projections(processes.client(1)).end(rebuild).at("/state").stringValue())
            .isEqualTo("swapped");
      }
      over.set(true);
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
      threads.shutdown();
      assertThat(versions(one, "pair-0")).isPositive().isEqualTo(entries(one, "pair-0"));
      projections.assertWhole();
      for (String name : Projections.NAMES) {
        assertThat(one.get("/v1/projections/" + name + "/journal").text())
            .contains("rebuild-started", "rebuild-swapped", "verification-done");
      }
    }
  }

  @Test
  void aProcessThatIsKilledInTheMiddleGoesOnWhenItStartsAgain(@TempDir Path directory) {
    String path;
    try (BotledgerProcess first = BotledgerProcess.start(directory)) {
      ContractClient client = new ContractClient(first.url(""), first.adminKey());
      for (int i = 0; i < 20; i++) {
        write(client, "kept", i);
      }
      path = new Projections(client).start("version-list", "rebuild");
      Answer second = client.post("/v1/projections/version-list/rebuild");
      assertThat(second.status()).isEqualTo(409);
      assertThat(
              client.get("/v1/projections/version-list").body().at("/rebuild/state").stringValue())
          .isEqualTo("running");
      first.kill();
      try (BotledgerProcess again = BotledgerProcess.start(directory)) {
        ContractClient later = new ContractClient(again.url(""), again.adminKey());
        assertThat(later.get(path).body().at("/state").stringValue()).isEqualTo("running");
        assertThat(new Projections(later).end(path).at("/state").stringValue())
            .isEqualTo("swapped");
        assertThat(versions(later, "kept")).isEqualTo(20);
        assertThat(later.delete(path).status()).isEqualTo(409);
        String cancelled = new Projections(later).start("audit-history", "rebuild");
        assertThat(later.delete(cancelled).body().at("/state").stringValue())
            .isEqualTo("cancelled");
        assertThat(again.output())
            .contains("The rebuild of version-list (generation 2): it answers now")
            .doesNotContain("WARN", "ERROR");
      }
    }
  }

  /** Its knowledge of which generation answers is older than the lease when it goes on. */
  @Test
  void aProcessThatStoodStillOverAllThatAnswersFromTheNewGenerationAtOnce() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      ContractClient one = processes.client(0);
      ContractClient other = processes.client(1);
      write(one, "still", 0);
      assertThat(versions(other, "still")).isOne();
      BotledgerProcess frozen = processes.process(1);
      frozen.freeze();
      try {
        String rebuild = new Projections(one).start("version-list", "rebuild");
        assertThat(new Projections(one).end(rebuild).at("/state").stringValue())
            .isEqualTo("swapped");
        // Until now the frozen process may have had the segments.
        await().atMost(Duration.ofSeconds(30)).until(() -> versions(one, "still") == 1);
        for (int number = 1; number <= 3; number++) {
          one.post(
              "/v1/chatbots/still/versions",
              "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(number));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> versions(one, "still") == 4);
      } finally {
        frozen.thaw();
      }
      assertThat(versions(other, "still")).isEqualTo(4);
    }
  }
}
