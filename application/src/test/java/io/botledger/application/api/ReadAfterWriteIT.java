package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rule 7: what was acknowledged by one process is shown by the other, at once. */
class ReadAfterWriteIT {
  private static final int CLIENTS = 4;
  private static final int PAIRS = 100;

  @Test
  void aWriteThroughOneProcessIsReadThroughTheOther() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
      try {
        List<Future<Integer>> stale = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          int client = i;
          stale.add(
              threads.submit(
                  () ->
                      pairs(
                          processes.client(client % 2),
                          processes.client((client + 1) % 2),
                          "pairs-" + client)));
        }
        for (Future<Integer> result : stale) {
          assertThat(result.get()).isZero();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static int pairs(ContractClient writer, ContractClient reader, String chatbot) {
    String path = "/v1/chatbots/" + chatbot;
    int stale = 0;
    for (int i = 0; i < PAIRS; i++) {
      Answer created =
          writer.post(
              path + "/versions", "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(i));
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.header("Botledger-Reads-Lag")).as("a write waited in vain").isEmpty();
      JsonNode version = created.body().at("/version");
      JsonNode runs = reader.get(path + "/environments/prod/deployed-version").body();
      JsonNode list = reader.get(path + "/versions?order=desc&limit=1").body().at("/versions/0");
      JsonNode audit = reader.get(path + "/audit?limit=1").body().at("/entries/0");
      if (!runs.at("/deploymentId").equals(version.at("/deploymentId"))
          || !list.at("/id").equals(version.at("/id"))
          || !audit.at("/versionId").equals(version.at("/id"))) {
        stale++;
      }
    }
    return stale;
  }

  @Test
  void whoDoesNotWantToWaitIsToldSo() {
    ContractClient client = RunningBotledger.client();
    Answer answer =
        client.post(
            "/v1/chatbots/async/versions",
            "{\"name\":\"v" + System.nanoTime() + "\",\"environment\":\"none\"}",
            "Prefer",
            "respond-async");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
  }
}
