package io.botledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.progress.Projection;
import io.botledger.query.RowsRead;
import io.botledger.query.generation.Generation;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which positions can have a time. */
class EntryTimesTest {
  private static RowsRead database;
  private static EntryTimes times;
  private static Generation generation;

  @BeforeAll
  static void fill() {
    database = new RowsRead(TestPostgres.freshDatabase());
    generation = database.generations().live(Projection.AUDIT_HISTORY);
    times = new EntryTimes(JdbcClient.create(database.dataSource()));
    // Block 1 ends after block 2 begins; block 4 is of a process that knew nothing of times.
    database.fill(
        """
        insert into query.handled_block (processor_name, block, segment, handled, first_time, last_time)
        values ('audit-history-1', 0, 0, 10, '2026-01-01T10:00Z', '2026-01-01T10:09Z'),
          ('audit-history-1', 1, 0, 10, '2026-01-01T10:10Z', '2026-01-01T10:14Z'),
          ('audit-history-1', 1, 1, 10, '2026-01-01T10:10Z', '2026-01-01T10:25Z'),
          ('audit-history-1', 2, 0, 10, '2026-01-01T10:15Z', '2026-01-01T10:29Z'),
          ('audit-history-1', 3, 0, 10, '2026-01-01T10:30Z', '2026-01-01T10:39Z'),
          ('version-list-1', 9, 0, 10, '2026-01-01T10:00Z', '2026-01-01T10:59Z')
        """);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Positions between(@Nullable String from, @Nullable String to) {
    return times.between(generation, time(from), time(to));
  }

  private static @Nullable OffsetDateTime time(@Nullable String time) {
    return time == null ? null : OffsetDateTime.parse("2026-01-01T" + time + "Z");
  }

  @Test
  void blocksThatOverlapAreBothLookedAt() {
    assertThat(between("10:20", "10:22")).isEqualTo(new Positions(1_000, 2_999));
    assertThat(between("10:26", "10:28")).isEqualTo(new Positions(2_000, 2_999));
    assertThat(between("10:11", "10:12")).isEqualTo(new Positions(1_000, 1_999));
  }

  @Test
  void theEndsAreIncluded() {
    assertThat(between("10:39", null)).isEqualTo(new Positions(3_000, Long.MAX_VALUE));
    assertThat(between(null, "10:00")).isEqualTo(new Positions(0, 999));
    assertThat(between(null, null)).isEqualTo(Positions.ALL);
  }

  @Test
  void outsideOfAllThereIsNone() {
    assertThat(between("11:00", null).isEmpty()).isTrue();
    assertThat(between(null, "09:00").isEmpty()).isTrue();
    assertThat(between("10:12", "10:11").and(new Positions(5_000, 6_000)).isEmpty()).isTrue();
  }

  @Test
  void aBlockWhoseTimesAreNotKnownHasAny() {
    try (RowsRead other = new RowsRead(TestPostgres.freshDatabase())) {
      other.fill(
          """
          insert into query.handled_block (processor_name, block, segment, handled)
          values ('audit-history-1', 4, 0, 10)
          """);
      EntryTimes unknown = new EntryTimes(JdbcClient.create(other.dataSource()));
      assertThat(unknown.between(generation, time("10:00"), time("10:01")))
          .isEqualTo(new Positions(4_000, 4_999));
    }
  }
}
