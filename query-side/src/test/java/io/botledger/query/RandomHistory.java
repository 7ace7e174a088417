package io.botledger.query;

import io.botledger.events.Environment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A history that is made up, as a command side could have written it; the same for every seed. */
final class RandomHistory {
  private final TestLog log;
  private final Random random;
  private final Map<String, Bot> bots = new HashMap<>();

  RandomHistory(TestLog log, long seed) {
    this.log = log;
    this.random = new Random(seed);
  }

  /** Adds commands of several chatbots, in turns. */
  void append(int commands, int chatbots) {
    for (int i = 0; i < commands; i++) {
      String id = "random-" + random.nextInt(chatbots);
      bots.computeIfAbsent(id, Bot::new).acts();
    }
  }

  private final class Bot {
    private final String id;
    private final Story story;
    private final List<String> present = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final Map<Environment, List<String>> running = new EnumMap<>(Environment.class);

    Bot(String id) {
      this.id = id;
      this.story = log.chatbot(id);
    }

    void acts() {
      Environment environment = Environment.values()[random.nextInt(3)];
      story.by(random.nextBoolean() ? "anna" : "o'neil \"%s\"", random.nextBoolean() ? null : "so");
      int choice = random.nextInt(10);
      if (present.isEmpty() || choice < 3) {
        creates();
      } else if (choice < 5) {
        String version = any(present);
        story.deploys(version, environment);
        running.put(environment, List.of(version));
      } else if (choice < 7) {
        rollsBack(environment);
      } else if (choice == 7 && running.containsKey(environment)) {
        story.undeploys(environment);
        running.remove(environment);
      } else if (choice == 8) {
        deletes();
      } else if (!deleted.isEmpty()) {
        restores();
      }
    }

    private void creates() {
      String version = id + "-version-" + (present.size() + deleted.size());
      String name = "Näme \\ \"" + random.nextInt(1_000) + "\"\t{,}";
      story.creates(
          version, name, "{\"name\":" + (random.nextBoolean() ? "null" : "\"\\u0041\"") + "}");
      present.add(version);
    }

    private void rollsBack(Environment environment) {
      String version = any(present);
      List<String> parts = new ArrayList<>(List.of(version));
      List<String> kept = new ArrayList<>();
      for (String component : List.of("apps", "settings")) {
        if (running.containsKey(environment) && random.nextInt(3) == 0) {
          kept.add(component);
          parts.addAll(running.get(environment));
        }
      }
      story.rollsBack(version, environment, kept.toArray(String[]::new));
      running.put(environment, parts);
    }

    private void deletes() {
      String version = any(present);
      if (running.values().stream().noneMatch(parts -> parts.contains(version))) {
        story.deletes(version);
        present.remove(version);
        deleted.add(version);
      }
    }

    private void restores() {
      String version = any(deleted);
      if (random.nextBoolean()) {
        story.restores(version);
      } else {
        story.restores(version, "Again " + random.nextInt(1_000));
      }
      deleted.remove(version);
      present.add(version);
    }

    private String any(List<String> versions) {
      return versions.get(random.nextInt(versions.size()));
    }
  }
}
