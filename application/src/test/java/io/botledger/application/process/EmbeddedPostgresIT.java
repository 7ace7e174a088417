package io.botledger.application.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String DEMO = "--botledger.demo=true";

  private final Path temporary;

  EmbeddedPostgresIT(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void dataOutlivesAStopAKillAndAKillOfBoth() throws SQLException {
    Path directory = temporary.resolve("a folder with spaces");
    Database database;
    List<String> shown;
    try (BotledgerProcess first = BotledgerProcess.start(directory, DEMO)) {
      database = first.database();
      shown = FirstLook.at(first).isBelievable();
      execute(database, "create table public.kept (what text)");
      execute(database, "insert into public.kept values ('before a stop')");
      ProcessHandle postgres = first.postgres().orElseThrow();
      first.terminate();
      assertThat(first.awaitEnd(Duration.ofSeconds(20))).isEqualTo(143);
      assertThat(postgres.isAlive()).as("PostgreSQL runs on").isFalse();
      assertThat(first.output()).doesNotContain("ERROR");
    }
    try (BotledgerProcess second = BotledgerProcess.start(directory, DEMO)) {
      assertThat(FirstLook.at(second).audit()).as("not filled again").isEqualTo(shown);
      assertThat(second.output()).contains("the log has events already: it is left alone");
      assertThat(second.database()).as("same port, same password").isEqualTo(database);
      execute(database, "insert into public.kept values ('before a kill')");
      ProcessHandle orphan = second.postgres().orElseThrow();
      second.kill();
      assertThat(orphan.isAlive()).isTrue();
      try (BotledgerProcess third = BotledgerProcess.start(directory)) {
        assertThat(third.postgres()).as("taken over").contains(orphan);
        execute(database, "insert into public.kept values ('before a kill of both')");
        third.kill();
        orphan.destroyForcibly();
        try (BotledgerProcess fourth = BotledgerProcess.start(directory)) {
          assertThat(fourth.database()).isEqualTo(database);
          assertThat(ask(database, "select string_agg(what, ', ') from public.kept"))
              .isEqualTo("before a stop, before a kill, before a kill of both");
        }
      }
    }
  }

  @Test
  void theProcessIsReadyAgainWhenItsPostgresDiedAndEndsWhenThatKeepsDying() {
    try (BotledgerProcess botledger = BotledgerProcess.start(temporary)) {
      for (int death = 1; death <= 2; death++) {
        botledger.postgres().orElseThrow().destroyForcibly();
        int times = death;
        await()
            .atMost(SOON)
            .until(() -> botledger.output().split("PostgreSQL runs again", -1).length > times);
        await().atMost(SOON).until(botledger::isReady);
      }
      botledger.postgres().orElseThrow().destroyForcibly();
      assertThat(botledger.awaitEnd(SOON)).isEqualTo(1);
      assertThat(botledger.output())
          .contains("The embedded PostgreSQL failed 3 times within a minute. Botledger ends here");
      assertThat(botledger.postgres()).isEmpty();
    }
  }

  @Test
  void aStartThatIsStoppedInItsMiddleLeavesNothingRunning() {
    try (BotledgerProcess botledger = BotledgerProcess.launch(temporary)) {
      await().atMost(SOON).until(() -> botledger.postgres().isPresent());
      ProcessHandle postgres = botledger.postgres().orElseThrow();
      botledger.terminate();
      botledger.awaitEnd(Duration.ofSeconds(20));
      assertThat(postgres.isAlive()).as("PostgreSQL runs on").isFalse();
    }
  }

  @Test
  void aFrozenPostgresIsSeenInTime() {
    BotledgerProcess botledger = BotledgerProcess.shared();
    long postgres = botledger.postgres().orElseThrow().pid();
    BotledgerProcess.signal("STOP", postgres);
    try {
      await().atMost(Duration.ofSeconds(5)).until(() -> !botledger.isReady());
    } finally {
      BotledgerProcess.signal("CONT", postgres);
    }
    await().atMost(SOON).until(botledger::isReady);
  }

  @Test
  void aSecondProcessOnTheDirectoryIsRefused() {
    BotledgerProcess first = BotledgerProcess.shared();
    Refused refused = Refused.of(first.dataDirectory());
    assertThat(refused.output())
        .contains(
            "The data directory %s is in use by another Botledger process (pid %d)."
                .formatted(first.dataDirectory(), first.pid()));
    assertThat(first.isReady()).isTrue();
  }

  private static String ask(Database database, String query) throws SQLException {
    try (Connection connection = database.connect(Duration.ofSeconds(10));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(Database database, String statement) throws SQLException {
    try (Connection connection = database.connect(Duration.ofSeconds(10));
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }
}
