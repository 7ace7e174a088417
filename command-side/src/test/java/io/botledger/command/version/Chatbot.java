package io.botledger.command.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Decision.Change;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionEvent;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.axonframework.test.matchers.Matchers;
import org.jspecify.annotations.Nullable;

/**
 * The words of the aggregate's tests: a chatbot with a history is given, a command comes, and
 * events follow or a refusal.
 */
final class Chatbot {
  static final String ID = "bot";

  private final List<Change> history = new ArrayList<>();
  private final List<Change> followed = new ArrayList<>();
  private @Nullable ResultValidator<Version> result;

  static Chatbot given() {
    return new Chatbot();
  }

  /** What happened to the chatbot of a capsule. */
  static Chatbot given(Capsule capsule) {
    Chatbot chatbot = new Chatbot();
    chatbot.history.addAll(capsule.changes());
    return chatbot;
  }

  /** One more event of the past. */
  Chatbot past(String versionId, VersionEvent event) {
    history.add(new Change(versionId, event));
    return this;
  }

  /** A version of that name, id and number. */
  Chatbot version(String versionId, String number) {
    return past(versionId, created(versionId, number, ""));
  }

  Chatbot when(ChatbotCommand command) {
    ChatbotState state = state();
    FixtureConfiguration<Version> fixture = fixture(state, followed);
    String target = command.target(state);
    List<VersionEvent> stream =
        history.stream()
            .filter(change -> change.versionId().equals(target))
            .map(Change::event)
            .toList();
    TestExecutor<Version> executor =
        stream.isEmpty() ? fixture.givenNoPriorActivity() : fixture.given(stream);
    result = executor.when(command);
    return this;
  }

  /**
   * Axon's fixture for one version of a chatbot.
   *
   * @param state what is known of the chatbot
   * @param followed gets what happens to other versions
   */
  static FixtureConfiguration<Version> fixture(ChatbotState state, List<Change> followed) {
    return new AggregateTestFixture<>(Version.class)
        .registerParameterResolverFactory(new VersionConfiguration.LockedChatbotAsParameter())
        .registerCommandTargetResolver(new VersionConfiguration().targetInLockedChatbot())
        .registerInjectableResource(
            (OtherVersions) (versionId, event) -> followed.add(new Change(versionId, event)))
        .registerCommandHandlerInterceptor(
            (unitOfWork, chain) -> {
              VersionConfiguration.decideOn(unitOfWork, state);
              return chain.proceed();
            })
        .registerCommandHandlerInterceptor(new RefusalsWithoutAVersion());
  }

  /** These happened on the version that decided, in this order. */
  Chatbot then(VersionEvent... events) {
    result().expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    return this;
  }

  /** Nothing happened at all. */
  Chatbot thenNothing() {
    result().expectSuccessfulHandlerExecution().expectNoEvents();
    assertThat(followed).isEmpty();
    return this;
  }

  /** This happened on another version. */
  Chatbot alsoTo(String versionId, VersionEvent event) {
    assertThat(followed).containsExactly(new Change(versionId, event));
    return this;
  }

  /** Nothing happened to any other version. */
  void alsoToNobody() {
    assertThat(followed).isEmpty();
  }

  /** It was refused with that code, and nothing happened. */
  void refused(ProblemCode code) {
    refused(code, code.status());
  }

  void refused(ProblemCode code, int status) {
    result()
        .expectNoEvents()
        .expectException(
            Matchers.predicate(
                failure ->
                    failure instanceof Refusal refusal
                        && refusal.code() == code
                        && refusal.status() == status));
    assertThat(followed).isEmpty();
  }

  ResultValidator<Version> result() {
    return Objects.requireNonNull(result);
  }

  static VersionCreated created(String versionId, String number, String modelId) {
    return created(versionId, number, modelId, Environment.DEV);
  }

  static VersionCreated created(
      String versionId, String number, String modelId, Environment environment) {
    return new VersionCreated(
        ID,
        "name of " + versionId,
        "",
        number,
        modelId,
        environment,
        Stats.NONE,
        "0".repeat(64),
        2);
  }

  private ChatbotState state() {
    ChatbotState state = new ChatbotState();
    history.forEach(change -> state.evolve(change.versionId(), change.event()));
    return state;
  }
}
