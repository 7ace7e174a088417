package io.botledger.query.console.chatbot;

import io.botledger.query.console.answer.Deployed;
import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.page.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What pages about a chatbot ask the API for. */
public final class ChatbotReads {
  private static final int DEPLOYMENTS = 1_000;

  private final Api api;
  private final String chatbotId;
  private final @Nullable String at;

  /**
   * @param at the moment that is asked about; null: now
   */
  public ChatbotReads(Api api, String chatbotId, @Nullable String at) {
    this.api = api;
    this.chatbotId = chatbotId;
    this.at = at;
  }

  /** What runs in an environment. */
  public Part<Deployed> deployed(String environment) {
    return api.read(
        Deployed.class,
        ApiPath.of("/v1/chatbots/{}/environments/{}/deployed-version", chatbotId, environment)
            .with("at", at));
  }

  /** The newest deployments, the oldest of them first; those after the moment too. */
  Part<List<Ledger.Entry>> ledger() {
    Answer answer =
        api.get(
            ApiPath.of("/v1/chatbots/{}/deployments", chatbotId)
                .with("limit", DEPLOYMENTS)
                .with("order", "desc"));
    if (!answer.isOk()) {
      return Part.lacking(answer.problem());
    }
    List<Ledger.Entry> entries = new ArrayList<>(answer.as(Ledger.class).deployments());
    Collections.reverse(entries);
    return Part.of(entries);
  }

  List<Environment> environments(Part<List<Ledger.Entry>> ledger, Instant now) {
    return Environment.NAMES.stream()
        .map(
            name -> {
              Part<Deployed> running = deployed(name);
              return new Environment(
                  name,
                  running,
                  earlier(name, running, ledger.orElse(List.of()), now),
                  ledger.isThere()
                      ? target(name, running.value(), ledger.orElse(List.of()))
                      : WayBack.Target.UNKNOWN,
                  now);
            })
        .toList();
  }

  private static WayBack.Target target(
      String environment, @Nullable Deployed running, List<Ledger.Entry> ledger) {
    WayBack way =
        new WayBack(
            ledger.stream().filter(entry -> entry.environment().equals(environment)).toList());
    return running == null ? way.fromNothing() : way.from(running.deploymentId());
  }

  /** What the running deployment replaced; where nothing runs, what ran last. */
  private static Ledger.@Nullable Entry earlier(
      String environment, Part<Deployed> running, List<Ledger.Entry> ledger, Instant now) {
    Deployed deployed = running.value();
    String replaced =
        deployed == null
            ? null
            : ledger.stream()
                .filter(entry -> entry.deploymentId().equals(deployed.deploymentId()))
                .map(Ledger.Entry::previousDeploymentId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    return ledger.stream()
        .filter(entry -> entry.environment().equals(environment))
        .filter(
            entry -> deployed == null ? isOver(entry, now) : entry.deploymentId().equals(replaced))
        .reduce((first, second) -> second)
        .orElse(null);
  }

  private static boolean isOver(Ledger.Entry entry, Instant now) {
    Instant to = Text.instant(entry.to());
    return to != null && !to.isAfter(now);
  }
}
