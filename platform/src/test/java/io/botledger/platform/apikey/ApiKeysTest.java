package io.botledger.platform.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.access.Presented;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Reach;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApiKeysTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final HikariDataSource POOL = ConnectionPool.of(DATABASE, "api-keys", 2);
  private static final JdbcClient SQL = JdbcClient.create(TestPostgres.dataSource(DATABASE));
  private static final StoredKeys STORED = new StoredKeys(POOL);
  private static final KeyUses USES = new KeyUses(STORED, Duration.ofMillis(50));

  private final ApiKeys keys =
      new ApiKeys(
          STORED,
          new LastKnownKeys(LastKnownFiles.NONE, Clock.systemUTC()),
          USES,
          Clock.systemUTC(),
          new Reach(DATABASE));

  @BeforeAll
  static void migrate() {
    EventTables.prepare(DATABASE);
  }

  @AfterAll
  static void close() {
    USES.close();
    POOL.close();
  }

  private static KeyText key(Instant expires) {
    KeyText key = KeyText.random();
    SQL.sql("insert into events.api_key (key_id, secret_hash) values (?, ?)")
        .params(key.selector(), key.hash())
        .update();
    SQL.sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number,
              type, payload_type, payload_revision, payload, meta_data, time_stamp)
            values (gen_random_uuid()::text, ?, 0, 'ApiKey', 'ApiKeyCreated', '1', ?::json, '{}',
              now())
            """)
        .params(
            key.selector(),
            """
            {"chatbotId":"*","name":"pipeline","expires":"%s","grants":[
              {"permission":"chatbots.versions.list","resource":"chatbots/a"},
              {"permission":"a.later.permission","resource":"chatbots/*"}]}"""
                .formatted(expires))
        .update();
    return key;
  }

  private static KeyText key() {
    return key(Instant.now().plusSeconds(60));
  }

  private Optional<Caller> ask(String text) {
    return keys.authenticate(new Presented(text, true));
  }

  @Test
  void aKeyIsItsBearersNameAndGrants() {
    KeyText key = key();
    Grants grants =
        new Grants(List.of(Grant.of("chatbots.versions.list", "chatbots/a").orElseThrow()));
    assertThat(ask(key.text()))
        .contains(new Caller("pipeline", "key", grants, "api-key:" + key.selector()));
  }

  @Test
  void nothingElseOpens() {
    KeyText key = key();
    KeyText otherSecret = new KeyText(key.selector(), KeyText.random().secret());
    assertThat(ask(otherSecret.text())).isEmpty();
    assertThat(ask(key.text())).isPresent();
    assertThat(ask(otherSecret.text())).as("also while the right one is known").isEmpty();
    assertThat(ask(KeyText.random().text())).isEmpty();
    assertThat(ask(key(Instant.now().minusMillis(1)).text())).isEmpty();
    assertThat(ask(key.text().substring(0, 69))).isEmpty();
    assertThat(ask("blk_' or true --")).isEmpty();
  }

  @Test
  void aKeyThatWasRevokedIsDeadWithinASecond() {
    KeyText key = key();
    assertThat(ask(key.text())).isPresent();
    SQL.sql("update events.api_key set secret_hash = null where key_id = ?")
        .param(key.selector())
        .update();
    assertThat(ask(key.text())).as("the bound is real: it is still known").isPresent();
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofMillis(1_000))
        .until(() -> ask(key.text()).isEmpty());
  }

  @Test
  void whereTheDatabaseIsAwayNobodyIsCalledUnknown() {
    HikariDataSource away =
        ConnectionPool.of(
            new Database("jdbc:postgresql://localhost:1/nowhere", "nobody", ""), "away", 1);
    away.setInitializationFailTimeout(-1);
    away.setConnectionTimeout(250);
    try (away) {
      ApiKeys blind =
          new ApiKeys(
              new StoredKeys(away),
              new LastKnownKeys(LastKnownFiles.NONE, Clock.systemUTC()),
              USES,
              Clock.systemUTC(),
              new Reach(() -> true));
      assertThatThrownBy(() -> blind.authenticate(new Presented(key().text(), false)))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE));
      assertThat(blind.authenticate(new Presented("no key of ours", true))).isEmpty();
    }
  }

  @Test
  void itsUseIsNotedOnceAMinute() {
    KeyText key = key();
    assertThat(ask(key.text())).isPresent();
    await().until(() -> lastUsed(key), used -> used != null);
    Instant first = lastUsed(key);
    STORED.used(key.selector(), Instant.now().plusSeconds(30));
    assertThat(lastUsed(key)).isEqualTo(first);
    SQL.sql("update events.api_key set last_used = last_used - interval '61 s' where key_id = ?")
        .param(key.selector())
        .update();
    STORED.used(key.selector(), Instant.now());
    assertThat(lastUsed(key)).isAfterOrEqualTo(first);
  }

  @SuppressWarnings("NullAway") // The row is null before the first use.
  private static Instant lastUsed(KeyText key) {
    return SQL.sql("select last_used from events.api_key where key_id = ?")
        .param(key.selector())
        .query(
            (row, number) -> row.getTimestamp(1) == null ? null : row.getTimestamp(1).toInstant())
        .list()
        .get(0);
  }
}
