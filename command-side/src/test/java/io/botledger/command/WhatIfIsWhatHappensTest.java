package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.Http.Answer;
import io.botledger.command.RandomCommands.Command;
import io.botledger.platform.TestPostgres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A question about a command is answered with what becomes of the command: asked just before it,
 * and asked about that moment when all is over.
 */
class WhatIfIsWhatHappensTest {
  private static final int COMMANDS = 300;
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final List<String> MUST_OCCUR =
      List.of(
          "CreateVersion accepted",
          "CreateVersion name-taken",
          "CreateVersion invalid-request",
          "DeployVersion accepted",
          "DeployVersion nothing",
          "DeployVersion version-deleted",
          "DeployVersion version-not-found",
          "RollbackVersion accepted",
          "RollbackVersion already-running",
          "RollbackVersion never-deployed-there",
          "RollbackVersion invalid-request",
          "UndeployVersion accepted",
          "DeleteVersion accepted",
          "DeleteVersion version-deployed",
          "DeleteVersion version-deleted",
          "RestoreVersion accepted",
          "RestoreVersion not-deleted");

  private static TestCommandSide commandSide;
  private static Http http;

  private final List<String> versions = new ArrayList<>(List.of("none"));
  private final Set<String> known = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private long position;
  private String time = "";

  /**
   * A command that was sent.
   *
   * @param position of the newest event before it
   * @param time of the same
   * @param outcome what became of it, without what is new each time
   */
  private record Step(
      Command command, long position, String time, Set<String> known, String outcome) {}

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.startWithHttp(TestPostgres.freshDatabase());
    http = new Http(commandSide.url());
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void forEveryCommandOfARandomHistory(long seed) {
    String chatbot = "/v1/chatbots/random-" + seed;
    String other =
        http.post(chatbot + "-other/versions", "{\"name\":\"version 1\",\"environment\":\"none\"}")
            .mustBe(201)
            .at("/version/id");
    versions.add(other);
    known.add(other);
    RandomCommands commands = new RandomCommands(seed, chatbot);
    for (int i = 0; i < COMMANDS; i++) {
      Command command = commands.next(versions);
      Set<String> before = Set.copyOf(known);
      String asked = asked(chatbot, "", command, before);
      String happened = carriedOut(chatbot, command, before);
      assertThat(asked).as("seed %d, command %d: %s", seed, i, command).isEqualTo(happened);
    }
    assertThat(outcomes()).as("so that it proves something").containsAll(MUST_OCCUR);

    int changed = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (i % 5 == 0 && !asked(chatbot, "", step.command, step.known).equals(step.outcome)) {
        changed++;
      }
      if (step.position > 0) {
        String when = "\"position\":" + step.position + ",";
        assertThat(asked(chatbot, when, step.command, step.known))
            .as("seed %d, command %d, position %d", seed, i, step.position)
            .isEqualTo(step.outcome);
        if (isTheNewestOfItsTime(step)) {
          assertThat(asked(chatbot, "\"at\":\"" + step.time + "\",", step.command, step.known))
              .as("seed %d, command %d, time %s", seed, i, step.time)
              .isEqualTo(step.outcome);
        }
      }
    }
    assertThat(changed).as("the negative control: asked about another moment").isPositive();
  }

  private boolean isTheNewestOfItsTime(Step step) {
    return !step.time.equals(time)
        && steps.stream()
            .noneMatch(other -> other.position > step.position && other.time.equals(step.time));
  }

  /** The kinds of outcomes that occurred. */
  private Set<String> outcomes() {
    Set<String> kinds = new TreeSet<>();
    for (Step step : steps) {
      String type = step.command.asked().replaceAll("^\\{\"type\":\"(\\w+)\".*", "$1");
      boolean refused = step.outcome.startsWith("{");
      kinds.add(
          type
              + " "
              + (refused
                  ? step.outcome.replaceAll(".*\"code\":\"([^\"]+)\".*", "$1")
                  : step.outcome.isEmpty() ? "nothing" : "accepted"));
    }
    return kinds;
  }

  private static String asked(String chatbot, String when, Command command, Set<String> known) {
    Answer answer =
        http.post(chatbot + "/what-if", "{" + when + "\"command\":" + command.asked() + "}")
            .mustBe(200);
    return answer.at("/outcome").equals("accepted")
        ? accepted(answer.json().path("events"), known)
        : refused(answer.json().path("problem"));
  }

  private String carriedOut(String chatbot, Command command, Set<String> before) {
    Answer answer = http.send(command.method(), command.path(), command.body(), true);
    String outcome;
    long positionBefore = position;
    String timeBefore = time;
    if (answer.status() < 300) {
      JsonNode events =
          http.get(chatbot + "/events?after=" + position).mustBe(200).json().path("events");
      outcome = accepted(events, before);
      events.forEach(this::learn);
    } else {
      assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
      outcome = refused(answer.json());
    }
    steps.add(new Step(command, positionBefore, timeBefore, before, outcome));
    return outcome;
  }

  private void learn(JsonNode event) {
    position = event.path("position").asLong();
    time = event.path("timestamp").asString();
    if (event.path("sequence").asLong() == 0) {
      versions.add(event.path("versionId").asString());
    }
    ID.matcher(event.toString()).results().forEach(id -> known.add(id.group()));
  }

  /** Ids that were not there before are named in the order in which they occur. */
  private static String accepted(JsonNode events, Set<String> known) {
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events) {
      for (String member : List.of("type", "revision", "versionId", "sequence", "payload")) {
        text.append(event.path(member)).append(' ');
      }
      text.append('\n');
    }
    Map<String, String> names = new HashMap<>();
    return ID.matcher(text)
        .replaceAll(
            id ->
                known.contains(id.group())
                    ? id.group()
                    : names.computeIfAbsent(id.group(), unknown -> "new-" + names.size()));
  }

  private static String refused(JsonNode problem) {
    JsonNode copy = problem.deepCopy();
    copy.asObject().remove("correlationId");
    // Two members of a question stand in the path of the request, and so are not known there.
    return copy.toString().replaceAll("Known are: [^\"]*", "");
  }
}
