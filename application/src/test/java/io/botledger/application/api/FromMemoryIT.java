package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What runs is answered from memory by one process, and yet is never what ran before. */
class FromMemoryIT implements RunningBotledger {
  private static final int BOTS = 2;
  private static final int WRITES = 100;
  private static final String CHATBOT = "/v1/chatbots/from-memory";
  private static final String RUNS = CHATBOT + "/environments/prod/deployed-version";

  @Test
  void noReadAfterAnAcknowledgedWriteShowsWhatRanBefore() throws Exception {
    ContractClient client = connect();
    List<String> versions = List.of(version(client, "one"), version(client, "two"));
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger fromMemory = new AtomicInteger();
    ExecutorService bots = Executors.newFixedThreadPool(BOTS);
    try {
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < BOTS; i++) {
        asking.add(
            bots.submit(
                () -> {
                  while (!done.get()) {
                    Answer answer = client.get(RUNS);
                    assertThat(answer.status()).isIn(200, 404);
                    if (answer.header("Cache-Status").equals("botledger; hit")) {
                      fromMemory.incrementAndGet();
                    }
                  }
                }));
      }
      for (int i = 0; i < WRITES; i++) {
        Answer deployed =
            client.post(
                CHATBOT + "/versions/" + versions.get(i % 2) + "/deploy",
                "{\"environment\":\"prod\"}");
        assertThat(deployed.status()).as(deployed.text()).isEqualTo(202);
        assertThat(deployed.header("Botledger-Reads-Lag")).isEmpty();
        assertThat(client.get(RUNS).body().at("/deploymentId").asString())
            .isEqualTo(deployed.body().at("/deploymentId").asString());
      }
      done.set(true);
      for (Future<?> one : asking) {
        one.get();
      }
      assertThat(fromMemory.get()).as("it was from memory that they were told").isPositive();
    } finally {
      done.set(true);
      bots.shutdown();
    }
  }

  private static String version(ContractClient client, String name) {
    Answer created =
        client.post(
            CHATBOT + "/versions", "{\"name\":\"%s\",\"environment\":\"none\"}".formatted(name));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.body().at("/version/id").asString();
  }
}
