package io.botledger.command.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.TestCommandSide;
import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.request.Asked;
import io.botledger.events.Environment;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Preconditions;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Where configuration wants it, a write that does not say what it expects is refused at once. */
class PreconditionsRequiredTest {
  private final ChatbotQueues queues = new ChatbotQueues(1, 10, 10, Duration.ofSeconds(1));
  private final Commands commands =
      new Commands(
          SimpleCommandBus.builder().build(),
          queues,
          () -> {},
          new NobodyWaits(),
          new CommandJournal(new SimpleMeterRegistry(), queues),
          true);

  @AfterEach
  void stop() {
    queues.close();
  }

  @Test
  void whatChangesSomethingMustSayWhatItExpects() {
    refused(new DeleteVersion("bot", "v1"));
    refused(TestCommandSide.create("bot", "v1", "a", Environment.PROD));
  }

  @Test
  void whatChangesNothingThatIsThereHasNothingToExpect() {
    admitted(TestCommandSide.create("bot", "v1", "a", null), Preconditions.NONE);
  }

  @Test
  void whatSaysItIsAdmitted() {
    admitted(new DeleteVersion("bot", "v1"), new Preconditions(Set.of("\"0\""), false));
    admitted(
        TestCommandSide.create("bot", "v1", "a", Environment.PROD),
        new Preconditions(Set.of(), true));
  }

  private void refused(ChatbotCommand command) {
    assertThatThrownBy(() -> send(command, Preconditions.NONE))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ProblemCode.PRECONDITION_REQUIRED);
              assertThat(refusal.status()).isEqualTo(428);
            });
  }

  private void admitted(ChatbotCommand command, Preconditions preconditions) {
    assertThatCode(() -> send(command, preconditions)).doesNotThrowAnyException();
  }

  /** What comes of it afterwards is of no interest: nobody handles it. */
  private void send(ChatbotCommand command, Preconditions preconditions) {
    RequestContext context = TestCommandSide.CONTEXT;
    CompletableFuture<?> unused =
        commands.execute(
            new Asked(command, null),
            new RequestContext(
                context.caller(), context.surface(), "correlation", true, preconditions, null),
            result -> Reply.of(HttpStatus.OK, ""));
  }

  /** Its callers ask for an answer at once. */
  private static final class NobodyWaits implements Progress {
    @Override
    public void report(
        Projection projection,
        Segment segment,
        GapAwareTrackingToken token,
        Collection<Long> heldUp) {}

    @Override
    public CompletableFuture<Boolean> handled(String chatbotId, long position) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public void onProgress(Projection projection, Runnable action) {}
  }
}
