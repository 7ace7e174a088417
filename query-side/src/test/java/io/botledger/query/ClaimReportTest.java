package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.PostgresNotifications;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.ProgressRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process says of events that others had handled before it came. */
class ClaimReportTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  /** Another process, which only listens. */
  private PostgresNotifications notifications() {
    return new PostgresNotifications(database);
  }

  private void hearsThatAllIsHandled(Progress progress, List<String> chatbots) {
    for (String chatbot : chatbots) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> progress.handled(chatbot, log.head(chatbot)).get());
    }
  }

  @Test
  void whoeverClaimsASegmentSaysWhatItHasHandled() throws Exception {
    List<String> good = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    good.forEach(chatbot -> log.chatbot(chatbot).creates(chatbot + "-1", "One"));
    log.chatbot("bad").creates("bad-1", "One");
    long before = log.head("bad");
    log.insert("nowhere", 0, "VersionDeleted", "{\"chatbotId\":\"bad\"}", "{}");
    try (Following first = new Following(database)) {
      first.hasHandledAll();
    }
    try (PostgresNotifications early = notifications();
        PostgresNotifications late = notifications()) {
      Progress listening = new ProgressRegistry(early);
      early.start();
      try (Following second = new Following(database)) {
        hearsThatAllIsHandled(listening, good);
        Progress asking = new ProgressRegistry(late);
        late.start();
        hearsThatAllIsHandled(asking, good);
        for (Progress progress : List.of(listening, asking)) {
          assertThat(progress.handled("bad", before).get()).isTrue();
          // No read shows what is queued as a dead letter.
          assertThat(progress.handled("bad", log.head("bad")).get()).isFalse();
        }
      }
    }
  }
}
