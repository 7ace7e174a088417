package io.botledger.application.split;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client that gets in others' way on purpose: it deploys, rolls back, deletes and restores the
 * versions of a few chatbots, with names that collide. Counts how its requests ended.
 */
final class ConflictingCommands implements Callable<Map<String, Integer>> {
  private static final List<String> ENVIRONMENTS = List.of("dev", "test", "prod");
  private final ContractClient client;
  private final Random random;
  private final int requests;
  private final Map<String, List<String>> versions;
  private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

  /**
   * @param versions ids by chatbot, shared among all clients; they add what they create
   */
  ConflictingCommands(
      ContractClient client, long seed, int requests, Map<String, List<String>> versions) {
    this.client = client;
    this.random = new Random(seed);
    this.requests = requests;
    this.versions = versions;
  }

  @Override
  public Map<String, Integer> call() {
    List<String> chatbots = List.copyOf(versions.keySet());
    for (int i = 0; i < requests; i++) {
      Answer answer = one(chatbots.get(random.nextInt(chatbots.size())));
      String code = answer.status() < 300 ? "accepted" : answer.body().at("/code").asString();
      outcomes.merge(answer.status() + " " + code, 1, Integer::sum);
    }
    return outcomes;
  }

  private Answer one(String chatbot) {
    String path = "/v1/chatbots/" + chatbot;
    List<String> known = versions.computeIfAbsent(chatbot, c -> new CopyOnWriteArrayList<>());
    String environment = ENVIRONMENTS.get(random.nextInt(3));
    int kind = known.isEmpty() ? 0 : random.nextInt(100);
    if (kind < 15) {
      return create(path, known);
    }
    String version = path + "/versions/" + known.get(random.nextInt(known.size()));
    if (kind < 40) {
      return client.post(version + "/deploy", "{\"environment\":\"" + environment + "\"}");
    }
    if (kind < 55) {
      return client.delete(version);
    }
    if (kind < 65) {
      return client.post(version + "/restore");
    }
    if (kind < 82) {
      String excluded = List.of("", "0", "1", "0,1", "-1").get(random.nextInt(5));
      return client.post(
          version + "/rollback",
          "{\"excludeComponents\":[%s],\"environment\":\"%s\"}".formatted(excluded, environment));
    }
    if (kind < 93) {
      return client.post(path + "/environments/" + environment + "/rollback");
    }
    return client.delete(path + "/environments/" + environment + "/deployment");
  }

  private Answer create(String path, List<String> known) {
    String environment = List.of("none", "test", "prod").get(random.nextInt(3));
    Answer answer =
        client.post(
            path + "/versions",
            "{\"name\":\"n%d\",\"environment\":\"%s\",\"modelId\":\"m%d\"}"
                .formatted(random.nextInt(40), environment, random.nextInt(3)));
    if (answer.status() == 201) {
      known.add(answer.body().at("/version/id").asString());
    }
    return answer;
  }
}
