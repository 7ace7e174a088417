package io.botledger.query.versionlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.query.RowsRead;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.version.VersionRow;
import io.botledger.query.versionlist.VersionList.Question;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list costs what it shows, however often its versions have changed. */
class VersionRowsReadTest {
  private static final int VERSIONS = 200;
  private static final int CHANGES = 20_000;
  private static RowsRead rows;
  private static VersionList versions;

  /** The version in the middle was deployed over and over, after all were created. */
  @BeforeAll
  static void fill() {
    rows = new RowsRead(TestPostgres.freshDatabase());
    rows.fill(
        """
        insert into version_list_1.version (version_id, chatbot_id, created_position,
          version_number, name, description, model_id, steps, events, intents, entities, flows,
          triggers, created, created_by, environment, content_hash, running, revision,
          from_position, to_position)
        select 'bot-' || n, 'bot', n, '1.' || n, 'Version ' || n, '', '', 0, 0, 0, 0, 0, 0, now(),
          'anna', 'dev', repeat('0', 64), '{}', r, case r when 0 then n else %1$d + r end,
          case when r < changes then %1$d + r + 1 end
        from generate_series(1, %1$d) as n, lateral (
            select case n when %1$d / 2 then %2$d else 0 end as changes) as busy,
          generate_series(0, changes) as r
        """
            .formatted(VERSIONS, CHANGES),
        """
        insert into version_list_1.chatbot (chatbot_id, versions, last_change, environments, from_position)
        values ('bot', %d, now(), '{}', %d)
        """
            .formatted(VERSIONS, VERSIONS + CHANGES));
    versions = new VersionList(rows.dataSource(), rows.generations());
  }

  @AfterAll
  static void close() {
    rows.close();
  }

  @Test
  void thePresentListReadsAFewRowsForEachVersion() {
    assertThat(read(null)).isLessThan(6 * VERSIONS);
  }

  @Test
  void soDoesThatOfAnyMoment() {
    for (long position : new long[] {1, VERSIONS, VERSIONS + 1, VERSIONS + CHANGES / 2}) {
      assertThat(read(position)).as("as of " + position).isLessThan(6 * VERSIONS);
    }
  }

  private static long read(@Nullable Long asOf) {
    List<VersionRow> found = new ArrayList<>();
    long read =
        rows.during(
            () ->
                found.addAll(
                    versions
                        .listing(new Question("bot", asOf, false, false))
                        .beside(null, false, 1_000)));
    assertThat(found).hasSize(asOf == null ? VERSIONS : (int) Math.min(asOf, VERSIONS));
    return read;
  }

  @Test
  void oneVersionIsOneRow() {
    for (long position : new long[] {VERSIONS / 2, VERSIONS + 1, VERSIONS + CHANGES / 2}) {
      long read =
          rows.during(
              () ->
                  assertThat(
                          versions.find("bot", "bot-" + VERSIONS / 2, Viewpoint.of(position, null)))
                      .get()
                      .extracting(found -> found.row().version().revision())
                      .isEqualTo(Math.max(0, position - VERSIONS)));
      assertThat(read).as("as of " + position).isLessThan(10);
    }
  }
}
