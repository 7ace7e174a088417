package io.botledger.command;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.DeployVersion;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void aCreateTakesFive() {
    assertThat(tripsOf(create("bot", "v1", "v1", null)))
        .satisfiesExactly(
            trip -> assertThat(trip).contains("for update", "command.environment"),
            trip -> assertThat(trip).contains("events.content"),
            trip -> assertThat(trip).contains("insert into command.version"),
            trip -> assertThat(trip).contains("insert into events.event"),
            trip -> assertThat(trip).isEqualTo("commit"));
  }

  @Test
  void aDeployOverAnotherVersionTakesSix() {
    commandSide.execute(create("bot", "v1", "v1", Environment.PROD));
    for (int i = 2; i < 10; i++) {
      commandSide.execute(create("bot", "v" + i, "v" + i, null));
    }
    assertThat(tripsOf(new DeployVersion("bot", "v2", Environment.PROD, "d2")))
        .satisfiesExactly(
            trip -> assertThat(trip).contains("for update", "command.environment"),
            trip -> assertThat(trip).contains("aggregate_identifier = ?"),
            trip -> assertThat(trip).contains("aggregate_identifier = ?"),
            trip -> assertThat(trip).contains("insert into command.deployment"),
            trip -> assertThat(trip).contains("insert into events.event"),
            trip -> assertThat(trip).isEqualTo("commit"));
  }

  private List<String> tripsOf(ChatbotCommand command) {
    trips.clear();
    commandSide.execute(command);
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
