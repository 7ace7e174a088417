package io.botledger.command;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.TestCommandSide.Done;
import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.RollbackVersion.Component;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two command sides on one database, and everybody wants something else of the same chatbots. */
@Timeout(300)
class ConflictingCommandsTest {
  private static final int COMMANDS = 2_000;
  private static final int AT_ONCE = 16;
  private static final int VERSIONS = 6;
  private static final List<String> CHATBOTS = List.of("red", "green", "blue");
  private static final Environment[] ENVIRONMENTS = Environment.values();

  private final Random random = new Random(4711);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Throwable> improper = new ArrayList<>();

  @Test
  void afterwardsTheLogKeepsTheRulesAndTheTablesFollowFromIt() throws Exception {
    Database database = TestPostgres.freshDatabase();
    ConcurrentLinkedQueue<Long> quietNanos = new ConcurrentLinkedQueue<>();
    try (TestCommandSide one = TestCommandSide.start(database);
        TestCommandSide two = TestCommandSide.start(database)) {
      CHATBOTS.forEach(
          chatbot -> {
            for (int i = 0; i < VERSIONS; i++) {
              one.execute(create(chatbot, chatbot + i, "name " + i, null));
            }
          });
      one.execute(create("quiet", "quiet-1", "1", null));
      one.execute(create("quiet", "quiet-2", "2", null));
      Semaphore room = new Semaphore(AT_ONCE);
      for (int i = 0; i < COMMANDS; i++) {
        room.acquire();
        (i % 2 == 0 ? one : two)
            .submit(anyCommand())
            .whenComplete((done, failure) -> room.release())
            .whenComplete(this::note);
        if (i % 50 == 0) {
          deployQuietly(two, i, quietNanos);
        }
      }
      room.acquire(AT_ONCE);
    }

    assertThat(improper).isEmpty();
    assertThat(outcomes)
        .containsKeys("accepted", "version-deployed", "version-deleted", "name-taken");
    assertThat(new LogInvariants(TestPostgres.dataSource(database)).violations()).isEmpty();
    assertThat(new CommandStateCheck(TestPostgres.dataSource(database)).differences()).isEmpty();
    assertThat(quietNanos).hasSize(COMMANDS / 50);
    assertThat(quietNanos.stream().sorted().toList().get(quietNanos.size() / 2))
        .isLessThan(Duration.ofSeconds(2).toNanos());
  }

  private static void deployQuietly(
      TestCommandSide commandSide, int round, ConcurrentLinkedQueue<Long> nanos) {
    long begin = System.nanoTime();
    CompletableFuture<Done> answer =
        commandSide.submit(
            new DeployVersion(
                "quiet", "quiet-" + (1 + round / 50 % 2), Environment.PROD, Commands.newId()));
    answer.join();
    nanos.add(System.nanoTime() - begin);
  }

  private synchronized void note(@Nullable Done done, @Nullable Throwable failure) {
    if (done != null) {
      outcomes.merge("accepted", 1, Integer::sum);
      return;
    }
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof Refusal refusal && (refusal.status() == 409 || refusal.status() == 410)) {
      outcomes.merge(refusal.code().text(), 1, Integer::sum);
    } else if (cause != null) {
      improper.add(cause);
    }
  }

  private ChatbotCommand anyCommand() {
    String chatbot = CHATBOTS.get(random.nextInt(CHATBOTS.size()));
    String id = chatbot + random.nextInt(VERSIONS);
    Environment environment = ENVIRONMENTS[random.nextInt(ENVIRONMENTS.length)];
    return switch (random.nextInt(10)) {
      case 0 ->
          create(
              chatbot,
              Commands.newId(),
              "name " + random.nextInt(200),
              environment == Environment.DEV ? null : environment);
      case 1, 2, 3 -> new DeployVersion(chatbot, id, environment, Commands.newId());
      case 4 -> new DeleteVersion(chatbot, id);
      case 5 ->
          new RestoreVersion(
              chatbot, id, random.nextBoolean() ? null : "name " + random.nextInt(20));
      case 6 -> new UndeployVersion(chatbot, environment);
      case 7 -> new RollbackVersion(chatbot, null, environment, Set.of(), Commands.newId());
      case 8 ->
          new RollbackVersion(chatbot, id, environment, Set.of(anyComponent()), Commands.newId());
      default -> new RollbackVersion(chatbot, id, null, Set.of(), Commands.newId());
    };
  }

  private Component anyComponent() {
    return Component.values()[random.nextInt(2)];
  }
}
