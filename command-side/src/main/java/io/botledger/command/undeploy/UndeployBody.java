package io.botledger.command.undeploy;

import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonFields;

/** The body of an undeploy. */
public final class UndeployBody {

  /** Where it is sent to. */
  public static final String PATH =
      "/v1/chatbots/{chatbotId}/environments/{environment}/deployment";

  private UndeployBody() {}

  /**
   * What it asks for.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, Environment environment, JsonFields fields) {
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(new UndeployVersion(chatbotId, environment), reason);
  }
}
