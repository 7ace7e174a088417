package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.platform.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 2,000 conflicting commands, spread over the processes, and the rules of the contract. */
abstract class UnderConflicts {
  private static final Logger log = LoggerFactory.getLogger(UnderConflicts.class);
  private static final int CLIENTS = 8;
  private static final int COMMANDS = 2_000;
  private static final List<String> CHATBOTS = List.of("busy-a", "busy-b", "busy-c");

  private final SplitShape shape;
  private final ContractClient client;

  UnderConflicts(SplitShape shape) {
    this.shape = shape;
    this.client = shape.client();
  }

  @Test
  void theRulesHold() throws Exception {
    List<Long> before = shape.commands().stream().map(UnderConflicts::commandsOf).toList();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService aside = Executors.newSingleThreadExecutor();
    try {
      Future<List<Duration>> quiet = aside.submit(() -> quietChatbot(over));
      Map<String, Integer> outcomes = conflicts();
      over.set(true);
      log.info("Outcomes of {} conflicting commands: {}", COMMANDS, outcomes);
      assertThat(outcomes.keySet()).allMatch(o -> o.matches("(20[012] accepted|409 .*|410 .*)"));
      assertThat(outcomes.keySet().stream().filter(o -> o.startsWith("409"))).hasSizeGreaterThan(4);
      assertQuick(quiet.get());
    } finally {
      over.set(true);
      aside.shutdown();
    }
    for (int number = 0; number < before.size(); number++) {
      long commands = commandsOf(shape.commands().get(number)) - before.get(number);
      assertThat(commands).as("of process " + number).isGreaterThan(COMMANDS / 4);
    }
    CHATBOTS.forEach(chatbot -> RulesInTheLog.assertHold(client, chatbot));
    assertThat(new CommandStateCheck(TestPostgres.dataSource(shape.database())).differences())
        .isEmpty();
  }

  private Map<String, Integer> conflicts() throws Exception {
    Map<String, List<String>> versions = new ConcurrentHashMap<>();
    CHATBOTS.forEach(chatbot -> versions.put(chatbot, new CopyOnWriteArrayList<>()));
    List<Callable<Map<String, Integer>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new ConflictingCommands(client, i, COMMANDS / CLIENTS, versions));
    }
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Map<String, Integer> result : Together.run(clients)) {
      result.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
    }
    return outcomes;
  }

  /** By the lines that it has printed, one for each command. */
  private static long commandsOf(BotledgerProcess process) {
    return process.output().lines().filter(line -> line.contains(" INFO  command ")).count();
  }

  private List<Duration> quietChatbot(AtomicBoolean over) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; !over.get(); i++) {
      long start = System.nanoTime();
      Answer answer =
          client.post(
              "/v1/chatbots/quiet/versions",
              "{\"name\":\"q%d\",\"environment\":\"prod\"}".formatted(i));
      times.add(Duration.ofNanos(System.nanoTime() - start));
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("Botledger-Reads-Lag")).isEmpty();
    }
    return times;
  }

  private static void assertQuick(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    log.info(
        "The quiet chatbot: {} creates, p50 {} ms, max {} ms",
        sorted.size(),
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.get(sorted.size() - 1).toMillis());
    // Its own share of a busy machine, but never a place in somebody else's queue.
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(Duration.ofSeconds(1));
  }
}
