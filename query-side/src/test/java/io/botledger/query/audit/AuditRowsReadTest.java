package io.botledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.eventstore.TokenSerializer;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.RowsRead;
import io.botledger.query.standing.Standings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** A page costs the same however long the history is, whatever is asked for. */
class AuditRowsReadTest {
  private static final int ENTRIES = 60_000;
  private static final int PAGE = 101;

  /** One that goes through them all reads more, and one that sorts a tenth of them too. */
  private static final int FEW = 3_000;

  private static RowsRead rows;
  private static AuditHistory history;

  @BeforeAll
  static void fill() {
    rows = new RowsRead(TestPostgres.freshDatabase());
    rows.fill(
        """
        insert into audit_history_1.entry
        select n, timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second',
          'bot-' || case when n %% 10 = 0 then 'large' when n %% 19000 = 7 then 'small' else (n %% 300)::text end,
          'version-' || n / 4, '1.' || n / 4,
          case n %% 4 when 0 then null when 1 then 'dev' when 2 then 'test' else 'prod' end,
          case when n %% 19000 = 9 then 'restored' when n %% 2 = 0 then 'created' else 'deployed' end,
          case when n %% 19000 = 11 then 'zoe' else 'anna' end, 'key',
          case when n %% 19000 = 13 then 'the xylophone broke' when n %% 200 = 14 then 'seldom' end,
          case when n %% 19000 = 15 then 'ai-hub' else 'v1' end, '[]',
          'anna deployed version 1.' || n / 4 || ' "Release ' || n || '" to prod.'
        from generate_series(1, %d) as n
        """
            .formatted(ENTRIES),
        """
        insert into query.handled_block (processor_name, block, segment, handled, first_time, last_time)
        select 'audit-history-1', position / 1000, position % 4, count(*), min(time), max(time)
        from audit_history_1.entry group by 2, 3
        """);
    history =
        new AuditHistory(
            rows.dataSource(),
            rows.generations(),
            new Standings(rows.dataSource(), new TokenSerializer(), rows.generations()));
  }

  @AfterAll
  static void close() {
    rows.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 101",
    "chatbotId=bot-large, 101",
    "chatbotId=bot-small, 4",
    "chatbotId=nobody, 0",
    "versionId=version-7, 4",
    "environment=prod, 101",
    "actor=anna, 101",
    "actor=zoe, 4",
    "action=deployed, 101",
    "action=restored, 4",
    "surface=v1, 101",
    "surface=ai-hub, 4",
    "from=2026-01-01T16:00:00Z, 101",
    "from=2026-01-01T16:39:59Z, 2",
    "to=2026-01-01T00:01:00Z, 60",
    "to=2026-01-01T08:00:00Z, 101",
    "from=2026-01-01T08:00:00Z&to=2026-01-01T08:00:00Z, 1",
    "from=2026-01-01T08:00:00Z&to=2026-01-01T09:00:00Z, 101",
    "text=deployed, 101",
    "text=xylophone, 4",
    "text=xylo, 4",
    "text=seldom, 101",
    "text=rel, 101",
    "text=nothing, 0",
    "text=release 31234, 1",
    "actor=zoe&text=deployed, 4",
    "actor=anna&from=2026-01-01T08:00:00Z&to=2026-01-01T08:01:00Z, 61",
  })
  void aPageReadsFewRows(String query, int expected) {
    for (boolean back : new boolean[] {false, true}) {
      AtomicInteger found = new AtomicInteger();
      long read =
          rows.during(
              () ->
                  found.set(
                      history
                          .search(filter(query), true)
                          .beside(back ? 0L : null, back, PAGE)
                          .size()));
      assertThat(found).hasValue(expected);
      assertThat(read).as("rows that were read").isLessThan(FEW);
    }
  }

  /** The count can fail. */
  @Test
  void goingThroughAllOfThemIsCounted() {
    long read =
        rows.during(
            () ->
                assertThat(
                        JdbcClient.create(rows.dataSource())
                            .sql(
                                """
                                select count(*) from audit_history_1.entry
                                where summary like '%Release 31234"%'
                                """)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1));
    assertThat(read).isGreaterThanOrEqualTo(ENTRIES);
  }

  private static AuditFilter filter(String query) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setQueryString(query.replace(" ", "%20"));
    QueryValues values = new QueryValues(request);
    AuditFilter filter = AuditFilter.of(values.text("chatbotId"), values);
    values.check();
    return filter;
  }
}
