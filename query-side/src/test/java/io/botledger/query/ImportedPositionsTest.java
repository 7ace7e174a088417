package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import io.botledger.query.standing.Standing;
import org.junit.jupiter.api.Test;

/** A chatbot that moved alone keeps its positions, which may lie far apart. */
class ImportedPositionsTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  private void goOnAt(long position) {
    log.sql()
        .sql("select setval('events.event_global_index_seq', ?, false)")
        .param(position)
        .query()
        .listOfRows();
  }

  @Test
  void projectionsFollowAndAreComplete() {
    Story story = log.chatbot("moved");
    goOnAt(7);
    story.creates("moved-1", "One");
    for (long position = 1_000_000; position <= 1_000_000_000_000L; position *= 100) {
      goOnAt(position);
      story.deploys("moved-1", Environment.PROD);
      story.undeploys(Environment.PROD);
    }
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      story.deploys("moved-1", Environment.TEST);
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        Standing standing = following.standing(projection);
        assertThat(standing.complete()).isTrue();
        assertThat(standing.deadLetters()).isZero();
        assertThat(standing.position()).isEqualTo(1_000_000_000_002L);
      }
    }
  }
}
