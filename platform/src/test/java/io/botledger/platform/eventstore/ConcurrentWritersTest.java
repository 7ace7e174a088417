package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.eventstore.Follower.Handled;
import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrentWritersTest {

  private static final int WRITERS = 4;
  private static final int TRANSACTIONS = 150;
  private static final int CHATBOTS = 6;

  private final TestLog log = new TestLog();

  @Test
  void every_event_is_handled_once_and_those_of_a_chatbot_in_order() {
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer, Duration.ofMillis(200));
        Follower follower = new Follower(eventLog)) {
      List<CompletableFuture<Void>> writers =
          IntStream.range(0, WRITERS)
              .mapToObj(seed -> CompletableFuture.runAsync(() -> write(new Random(seed), eventLog)))
              .toList();
      writers.forEach(CompletableFuture::join);
      eventLog.wake();

      List<Handled> committed = new ArrayList<>();
      log.sql
          .sql("select chatbot_id, global_index from events.event order by global_index")
          .query(
              row -> {
                committed.add(new Handled(row.getString(1), row.getLong(2)));
              });
      assertThat(committed).hasSizeGreaterThan(WRITERS * TRANSACTIONS / 2);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> follower.handled.size() >= committed.size());
      assertThat(follower.handled).containsExactlyInAnyOrderElementsOf(committed);
      assertThat(byChatbot(follower.handled)).isEqualTo(byChatbot(committed));
    }
  }

  private static Map<String, List<Long>> byChatbot(List<Handled> events) {
    Map<String, List<Long>> positions = new LinkedHashMap<>();
    for (Handled event : events) {
      positions
          .computeIfAbsent(event.chatbotId(), chatbot -> new ArrayList<>())
          .add(event.position());
    }
    return positions;
  }

  /** As commands do: the chatbot first, then its events, of which some are rolled back. */
  private void write(Random random, EventLog eventLog) {
    try (OpenAppend transaction = log.new OpenAppend()) {
      for (int i = 0; i < TRANSACTIONS; i++) {
        int chatbot = random.nextInt(CHATBOTS);
        transaction.run("select pg_advisory_xact_lock(" + chatbot + ")");
        // The lock of a row gives a transaction its id, well before it takes its first position.
        transaction.takeTransactionId();
        int events = 1 + random.nextInt(3);
        for (int event = 0; event < events; event++) {
          transaction.append("chatbot-" + chatbot);
        }
        if (random.nextInt(5) == 0) {
          transaction.rollBack();
        } else {
          transaction.commit();
          eventLog.wake();
        }
      }
    }
  }
}
