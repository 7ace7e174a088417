package io.botledger.command.version;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.Decision;
import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;

/** A decision's refusal as the exception that ends the unit of work and becomes the answer. */
public final class Refusals {
  private static final int GONE = 410;

  private Refusals() {}

  /**
   * What happens.
   *
   * @throws Refusal if the decision is one
   */
  public static Accepted unless(ChatbotCommand command, Decision decision) {
    if (decision instanceof Refused refused) {
      throw of(command, refused);
    }
    return (Accepted) decision;
  }

  static Refusal of(ChatbotCommand command, Refused refused) {
    // What is asked to be deleted and is deleted is gone; elsewhere it is in the way.
    return command instanceof DeleteVersion && refused.code() == ProblemCode.VERSION_DELETED
        ? Refusal.of(refused.code(), GONE, refused.message())
        : Refusal.of(refused.code(), refused.message());
  }
}
