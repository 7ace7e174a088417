package io.botledger.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.LogInvariants;
import io.botledger.command.TestCommandSide;
import io.botledger.command.execution.Commands;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a first look is made of, by the rules that hold for everybody. */
class DemoHistoryTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestCommandSide commandSide = TestCommandSide.start(database);
  private final JdbcClient sql = JdbcClient.create(TestPostgres.dataSource(database));

  @AfterEach
  void stop() {
    commandSide.close();
  }

  private Callable<Boolean> demo() {
    DemoHistory demo = new DemoHistory(database, commandSide.bean(Commands.class));
    return () -> {
      demo.run(new DefaultApplicationArguments());
      return true;
    };
  }

  private long events() {
    return sql.sql("select count(*) from events.event").query(Long.class).single();
  }

  @Test
  void isFilledOnceByTheRulesOverThreeWeeks() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Boolean> done : threads.invokeAll(List.of(demo(), demo()))) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    long filled = events();
    assertThat(filled).isEqualTo(eventsOfTheScript());
    demo().call();
    assertThat(events()).isEqualTo(filled);
    assertThat(new LogInvariants(TestPostgres.dataSource(database)).violations()).isEmpty();
    assertThat(new CommandStateCheck(TestPostgres.dataSource(database)).differences()).isEmpty();
    List<Instant> times =
        sql
            .sql("select time_stamp from events.event order by global_index")
            .query(OffsetDateTime.class)
            .stream()
            .map(OffsetDateTime::toInstant)
            .toList();
    assertThat(times).isSorted();
    assertThat(Duration.between(times.get(0), Instant.now()).toDays()).isBetween(20L, 22L);
    assertThat(Duration.between(times.get(times.size() - 1), Instant.now()).toMinutes())
        .isBetween(5L, 15L);
    assertThat(new HashSet<>(times)).hasSizeGreaterThan(100);
  }

  /** One for each step; a create that deploys, and a deployment that ends another, make two. */
  private long eventsOfTheScript() {
    long deployedAtOnce =
        Step.all().stream()
            .map(Step::command)
            .filter(command -> command.get("type").asString().equals("CreateVersion"))
            .filter(command -> !command.get("environment").asString().equals("none"))
            .count();
    long endedByAnother =
        sql.sql(
                """
                select count(*) from events.event
                where payload_type = 'VersionUndeployed' and payload ->> 'replacedBy' is not null
                """)
            .query(Long.class)
            .single();
    return Step.all().size() + deployedAtOnce + endedByAnother;
  }

  @Test
  void aLogThatHasAnythingIsLeftAlone() throws Exception {
    commandSide.execute(TestCommandSide.create("mine", "mine-1", "One", null));
    demo().call();
    assertThat(events()).isOne();
  }
}
