package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rule 7: what one process has acknowledged every other one shows, at once. */
abstract class ReadYourWrites {
  private static final Logger log = LoggerFactory.getLogger(ReadYourWrites.class);
  private static final int CLIENTS = 8;
  private static final int PAIRS = 5_000;

  private final SplitShape shape;

  ReadYourWrites(SplitShape shape) {
    this.shape = shape;
  }

  @Test
  void everyReadShowsTheWriteBeforeIt() throws Exception {
    List<ContractClient> writers = ways(shape.commands().stream().map(shape::client).toList());
    List<ContractClient> readers = ways(shape.queries().stream().map(shape::client).toList());
    List<Callable<List<String>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      ContractClient writer = writers.get(i % writers.size());
      clients.add(new PairsOfWriteAndRead(writer, readers, "pairs-" + i, PAIRS / CLIENTS));
    }
    long start = System.nanoTime();
    List<String> stale = Together.run(clients).stream().flatMap(List::stream).toList();
    log.info("{} pairs in {} s", PAIRS, Duration.ofNanos(System.nanoTime() - start).toSeconds());
    assertThat(stale).isEmpty();
  }

  /** To each of the processes, and to any of them. */
  private List<ContractClient> ways(List<ContractClient> processes) {
    List<ContractClient> ways = new ArrayList<>(processes);
    ways.add(shape.client());
    return ways;
  }

  @Test
  void whoDoesNotWantToWaitIsToldSo() {
    Answer answer =
        shape
            .client()
            .post(
                "/v1/chatbots/async/versions",
                "{\"name\":\"one\",\"environment\":\"none\"}",
                "Prefer",
                "respond-async");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
  }
}
