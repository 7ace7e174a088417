package io.botledger.command.rollback;

import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonFields;
import java.util.Set;

/** The body of a rollback of an environment to what ran there before. */
public final class RollbackEnvironmentBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/environments/{environment}/rollback";

  private RollbackEnvironmentBody() {}

  /**
   * What it asks for; the deployment has a new id.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, Environment environment, JsonFields fields) {
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(
        new RollbackVersion(chatbotId, null, environment, Set.of(), Commands.newId()), reason);
  }
}
