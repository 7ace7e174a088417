package io.botledger.command.whatif;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Decision;
import io.botledger.command.decision.VersionState;
import io.botledger.platform.eventstore.PastEvent;
import io.botledger.platform.eventstore.PastEvents;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chatbot as it was: the fold of its events up to a position. */
final class Past {
  private final PastEvents events;
  private final ChatbotState chatbot = new ChatbotState();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Duration patience;
  private final long begin = System.nanoTime();

  private Past(PastEvents events, Duration patience) {
    this.events = events;
    this.patience = patience;
  }

  /**
   * Folds.
   *
   * @param patience how long it may take
   * @throws Refusal {@code unavailable} if it takes longer
   */
  static Past of(String chatbotId, long position, PastEvents events, Duration patience) {
    Past past = new Past(events, patience);
    events.ofChatbot(chatbotId, position, past::take);
    return past;
  }

  private void take(PastEvent event) {
    if (System.nanoTime() - begin > patience.toNanos()) {
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE,
          "The chatbot's history is too long to be gone through within %d seconds."
              .formatted(patience.toSeconds()),
          1,
          null);
    }
    chatbot.evolve(event.versionId(), event.event());
    sequences.put(event.versionId(), event.sequence());
  }

  /** What is decided on what was. */
  Decision decide(ChatbotCommand command) {
    String target = command.target(chatbot);
    return command.decide(target == null ? null : version(target), chatbot);
  }

  /** The number that a version's next event gets; from 0. */
  long nextSequence(String versionId) {
    return sequences.merge(versionId, 0L, (last, first) -> last + 1);
  }

  private @Nullable VersionState version(String versionId) {
    Long newest = sequences.get(versionId);
    if (newest == null) {
      return null;
    }
    VersionStates fold = new VersionStates(versionId);
    events.ofVersion(versionId, newest, fold::take);
    return fold.state;
  }

  private static final class VersionStates {
    private final String versionId;
    private @Nullable VersionState state;

    VersionStates(String versionId) {
      this.versionId = versionId;
    }

    void take(PastEvent event) {
      state = VersionState.evolve(state, versionId, event.event());
    }
  }
}
