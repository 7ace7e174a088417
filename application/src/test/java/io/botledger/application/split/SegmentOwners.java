package io.botledger.application.split;

import static org.awaitility.Awaitility.await;

import io.botledger.application.process.BotledgerProcess;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which process works on which segment, by the table in which the processes say so themselves. */
final class SegmentOwners {
  private static final Duration TAKEOVER = Duration.ofSeconds(10);

  private final JdbcClient sql;

  SegmentOwners(Database database) {
    this.sql = JdbcClient.create(TestPostgres.pool(database));
  }

  /** Waits until all of the processes have segments, and nobody else has. */
  void awaitShared(List<BotledgerProcess> processes) {
    List<String> expected =
        processes.stream().map(process -> process.pid() + "@").sorted().toList();
    await()
        .atMost(TAKEOVER)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> owners().equals(expected));
  }

  /**
   * The beginning of their names, with the number of the process; empty for a segment nobody has.
   */
  private List<String> owners() {
    return sql.sql(
            """
            select distinct coalesce(substring(t.owner from '^[0-9]+@'), '') as process
            from query.token_entry t
            -- Those of a generation that was replaced are nobody's.
            where t.owner is distinct from 'replaced' order by process
            """)
        .query(String.class)
        .list();
  }
}
