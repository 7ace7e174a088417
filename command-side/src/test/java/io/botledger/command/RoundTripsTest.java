package io.botledger.command;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Snapshot;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.Preconditions;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Surface;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** How often a command goes to PostgreSQL, whatever the number of versions. */
class RoundTripsTest {
  private final List<String> trips = new CopyOnWriteArrayList<>();
  private TestCommandSide commandSide;

  @BeforeEach
  void start() {
    commandSide = TestCommandSide.start(TestPostgres.freshDatabase(), this::counting);
  }

  @AfterEach
  void stop() {
    commandSide.close();
  }

  @Test
  void aCreateTakesThree() {
    assertThat(tripsOf(create("bot", "v1", "v1", null)))
        .satisfiesExactly(
            trip -> assertThat(trip).contains("for update", "command.environment"),
            RoundTripsTest::storesAVersionAndItsEvent,
            trip -> assertThat(trip).isEqualTo("commit"));
  }

  private static void storesAVersionAndItsEvent(String trip) {
    assertThat(trip)
        .containsSubsequence("insert into command.version", "events.content", "events.event");
  }

  @Test
  void aDeployOverAnotherVersionTakesThree() {
    commandSide.execute(create("bot", "v1", "v1", Environment.PROD));
    for (int i = 2; i < 10; i++) {
      commandSide.execute(create("bot", "v" + i, "v" + i, null));
    }
    assertThat(tripsOf(new DeployVersion("bot", "v2", Environment.PROD, "d2")))
        .satisfiesExactly(
            trip ->
                assertThat(trip)
                    .containsSubsequence(
                        "for update",
                        "command.environment",
                        "with aggregate as (select (?) as id)",
                        "with aggregate as (select (select"),
            trip ->
                assertThat(trip)
                    .containsSubsequence("insert into command.deployment", "events.event"),
            trip -> assertThat(trip).isEqualTo("commit"));
  }

  @Test
  void anIdempotencyKeyTakesTwoMoreAndItsRepetitionOne() {
    RequestContext context = TestCommandSide.context(Surface.V1);
    RequestContext withKey =
        new RequestContext(
            context.caller(),
            context.surface(),
            context.correlationId(),
            true,
            Preconditions.NONE,
            new IdempotencyKey("00".repeat(32), "01".repeat(32)));
    assertThat(tripsOf(create("bot", "v1", "v1", null), withKey))
        .satisfiesExactly(
            trip -> assertThat(trip).contains("pg_try_advisory_xact_lock"),
            trip -> assertThat(trip).contains("for update", "command.environment"),
            trip -> assertThat(trip).contains("insert into command.answered_request"),
            RoundTripsTest::storesAVersionAndItsEvent,
            trip -> assertThat(trip).isEqualTo("commit"));
    assertThat(tripsOf(create("bot", "v2", "v1", null), withKey))
        .satisfiesExactly(
            trip -> assertThat(trip).contains("pg_try_advisory_xact_lock"),
            trip -> assertThat(trip).isEqualTo("commit"));
  }

  /**
   * What is given to the driver together it sends together, also once it knows the statements: it
   * would wait for answers in between, if the server had to tell it a parameter's type.
   */
  @Test
  void onTheWireTheyAreAsMany() {
    Database database = TestPostgres.freshDatabase();
    Database counted =
        new Database(
            database.url() + "?socketFactory=" + CountingSockets.class.getName(),
            database.username(),
            database.password());
    try (TestCommandSide wired = TestCommandSide.start(counted)) {
      List<Integer> creates = new ArrayList<>();
      List<Integer> deploys = new ArrayList<>();
      wired.execute(create("bot", "first", "first", Environment.PROD));
      // A statement is prepared for good at its fifth use of a connection, of which there are
      // eight.
      for (int i = 0; i < 80; i++) {
        CountingSockets.trips();
        wired.execute(create("bot", "v" + i, "v" + i, null));
        creates.add(CountingSockets.trips());
        wired.execute(new DeployVersion("bot", "v" + i, Environment.PROD, "d" + i));
        deploys.add(CountingSockets.trips());
      }
      assertThat(creates.subList(60, 80)).as("%s", creates).containsOnly(3);
      assertThat(deploys.subList(60, 80)).as("%s", deploys).containsOnly(3);

      List<Integer> withSnapshots = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        wired.execute(new DeployVersion("bot", "v" + i % 2, Environment.PROD, "e" + i));
        withSnapshots.add(CountingSockets.trips());
      }
      assertThat(Snapshot.all(TestPostgres.dataSource(database))).hasSize(2);
      assertThat(withSnapshots).containsOnly(3);
    }
  }

  private List<String> tripsOf(ChatbotCommand command) {
    return tripsOf(command, TestCommandSide.CONTEXT);
  }

  private List<String> tripsOf(ChatbotCommand command, RequestContext context) {
    trips.clear();
    commandSide
        .bean(Commands.class)
        .execute(new Asked(command, null), context, accepted -> Reply.of(HttpStatus.OK, ""))
        .join();
    return List.copyOf(trips);
  }

  private DataSource counting(DataSource dataSource) {
    return proxy(DataSource.class, dataSource);
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                if (method.getName().equals("prepareStatement")) {
                  trips.add((String) arguments[0]);
                } else if (method.getName().equals("commit")) {
                  trips.add("commit");
                }
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection
                    ? proxy(Connection.class, connection)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
