package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** A chatbot that one client alone writes to, so that it knows what reads must show. */
final class LoadedChatbot {
  private final String path;

  /** Those that are not deleted, oldest first. */
  private final List<String> versions = new ArrayList<>();

  /** In prod; empty if nothing does. */
  private String running = "";

  private String newestAction = "";
  private boolean lags;

  LoadedChatbot(String name) {
    this.path = "/v1/chatbots/" + name;
  }

  String path() {
    return path;
  }

  int size() {
    return versions.size();
  }

  boolean runs() {
    return !running.isEmpty();
  }

  /** One that can be deployed, and deleted; there must be at least two. */
  String idle(Random random) {
    List<String> idle = versions.stream().filter(id -> !id.equals(running)).toList();
    return path + "/versions/" + idle.get(random.nextInt(idle.size()));
  }

  void created(Answer answer, boolean runs) {
    JsonNode version = answer.body().at("/version");
    versions.add(version.at("/id").asString());
    newest(runs ? "deployed" : "created", answer);
    running = runs ? version.at("/id").asString() : running;
  }

  void deployed(String version, Answer answer) {
    running = version.substring(version.lastIndexOf('/') + 1);
    newest("deployed", answer);
  }

  void undeployed(Answer answer) {
    running = "";
    newest("undeployed", answer);
  }

  void deleted(String version, Answer answer) {
    versions.remove(version.substring(version.lastIndexOf('/') + 1));
    newest("deleted", answer);
  }

  private void newest(String action, Answer answer) {
    newestAction = action;
    lags = lags(answer);
  }

  /** Whether a write was acknowledged although reads do not show it yet. */
  static boolean lags(Answer answer) {
    return !answer.header("Botledger-Reads-Lag").isEmpty();
  }

  /** Asks one of three questions; what was acknowledged is shown, unless the answer said else. */
  void read(ContractClient client, int question) {
    boolean mayLag = lags;
    Answer answer =
        client.get(
            path
                + switch (question) {
                  case 0 -> "/versions";
                  case 1 -> "/environments/prod/deployed-version";
                  default -> "/audit?limit=1";
                });
    assertThat(answer.status()).as(answer.text()).isIn(200, 404);
    if (mayLag) {
      return;
    }
    switch (question) {
      case 0 ->
          assertThat(answer.body().at("/versions").valueStream().map(v -> v.at("/id").asString()))
              .as(path)
              .isEqualTo(versions);
      case 1 ->
          assertThat(answer.body().at("/version/id").asString("")).as(path).isEqualTo(running);
      default ->
          assertThat(answer.body().at("/entries/0/action").asString(""))
              .as(path)
              .isEqualTo(newestAction);
    }
  }
}
