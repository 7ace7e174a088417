package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.platform.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Two processes on one PostgreSQL, 2,000 conflicting commands, and the rules of the contract. */
class ConflictIT {
  private static final Logger log = LoggerFactory.getLogger(ConflictIT.class);
  private static final int CLIENTS = 8;
  private static final int COMMANDS = 2_000;

  @Test
  void theRulesHoldUnderConflictsFromTwoProcesses() throws Exception {
    try (TwoProcesses processes = TwoProcesses.start()) {
      Map<String, List<String>> versions = new ConcurrentHashMap<>();
      List.of("a", "b", "c").forEach(c -> versions.put("busy-" + c, new CopyOnWriteArrayList<>()));
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
      try {
        List<Future<Map<String, Integer>>> results =
            IntStream.range(0, CLIENTS)
                .mapToObj(
                    i ->
                        threads.submit(
                            new ConflictingCommands(
                                processes.client(i % 2), i, COMMANDS / CLIENTS, versions)))
                .toList();
        Future<List<Duration>> quiet =
            threads.submit(() -> quietChatbot(processes.client(0), results));
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Future<Map<String, Integer>> result : results) {
          result.get().forEach((outcome, n) -> outcomes.merge(outcome, n, Integer::sum));
        }
        log.info("Outcomes of {} conflicting commands: {}", COMMANDS, outcomes);
        assertThat(outcomes.keySet()).allMatch(o -> o.matches("(20[012] accepted|409 .*|410 .*)"));
        assertThat(outcomes.keySet().stream().filter(o -> o.startsWith("409")))
            .hasSizeGreaterThan(4);
        assertQuick(quiet.get());
      } finally {
        threads.shutdownNow();
      }
      versions.keySet().forEach(chatbot -> assertRules(processes.client(0), chatbot));
      assertThat(new CommandStateCheck(TestPostgres.dataSource(processes.database())).differences())
          .isEmpty();
    }
  }

  private static List<Duration> quietChatbot(
      ContractClient client, List<? extends Future<?>> others) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; others.stream().anyMatch(other -> !other.isDone()); i++) {
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

  /** Rules 1 to 4 and 8 of the contract, at every prefix of the chatbot's log. */
  private static void assertRules(ContractClient client, String chatbot) {
    Map<String, String> runningById = new HashMap<>();
    Map<String, JsonNode> running = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Set<String> numbers = new HashSet<>();
    Set<String> deleted = new HashSet<>();
    Set<String> types = new HashSet<>();
    String newest = "";
    for (JsonNode event : events(client, chatbot)) {
      String version = event.at("/versionId").asString();
      types.add(event.at("/type").asString());
      JsonNode payload = event.at("/payload");
      String where = chatbot + " at " + event.at("/position");
      assertThat(event.at("/timestamp").asString()).as(where).isGreaterThanOrEqualTo(newest);
      newest = event.at("/timestamp").asString();
      String environment = payload.at("/environment").asString("");
      switch (event.at("/type").asString()) {
        case "VersionCreated" -> {
          assertThat(numbers.add(payload.at("/versionNumber").asString())).as(where).isTrue();
          assertThat(names.containsValue(payload.at("/name").asString())).as(where).isFalse();
          assertThat(names.put(version, payload.at("/name").asString())).as(where).isNull();
        }
        case "VersionDeployed", "VersionRolledBack" -> {
          assertThat(runningById.put(environment, payload.at("/deploymentId").asString()))
              .as(where)
              .isNull();
          running.put(environment, payload.at("/components"));
          payload
              .at("/components")
              .forEach(part -> assertThat(deleted).as(where).doesNotContain(part.asString()));
        }
        case "VersionUndeployed" -> {
          assertThat(runningById.remove(environment))
              .as(where)
              .isEqualTo(payload.at("/deploymentId").asString());
          running.remove(environment);
        }
        case "VersionDeleted" -> {
          running
              .values()
              .forEach(
                  parts ->
                      parts.forEach(
                          part -> assertThat(part.asString()).as(where).isNotEqualTo(version)));
          assertThat(deleted.add(version)).as(where).isTrue();
          names.remove(version);
        }
        case "VersionRestored" -> {
          assertThat(deleted.remove(version)).as(where).isTrue();
          assertThat(names.containsValue(payload.at("/name").asString())).as(where).isFalse();
          names.put(version, payload.at("/name").asString());
        }
        default -> throw new AssertionError(event.toString());
      }
    }
    assertThat(types).as("all that can happen happened").hasSize(6);
    assertLedger(client, chatbot, runningById);
    int alive = client.get("/v1/chatbots/" + chatbot + "/versions").body().at("/versions").size();
    assertThat(alive).isEqualTo(names.size());
  }

  private static void assertLedger(
      ContractClient client, String chatbot, Map<String, String> running) {
    for (String environment : List.of("dev", "test", "prod")) {
      String end = "";
      String current = "";
      for (JsonNode row :
          pages(
              client,
              "/v1/chatbots/" + chatbot + "/deployments?limit=500&environment=" + environment,
              "deployments")) {
        assertThat(current).as("a deployment follows a running one: " + row).isEmpty();
        assertThat(row.at("/from").asString()).as(row.toString()).isGreaterThanOrEqualTo(end);
        if (row.at("/to").isNull()) {
          current = row.at("/deploymentId").asString();
        } else {
          end = row.at("/to").asString();
          assertThat(end).isGreaterThanOrEqualTo(row.at("/from").asString());
        }
      }
      assertThat(current).isEqualTo(running.getOrDefault(environment, ""));
    }
  }

  private static List<JsonNode> events(ContractClient client, String chatbot) {
    return pages(client, "/v1/chatbots/" + chatbot + "/events?limit=1000", "events");
  }

  static List<JsonNode> pages(ContractClient client, String first, String member) {
    List<JsonNode> all = new ArrayList<>();
    String path = first;
    while (!path.isEmpty()) {
      Answer page = client.get(path);
      page.body().at("/" + member).forEach(all::add);
      path = page.link("next");
    }
    return all;
  }
}
