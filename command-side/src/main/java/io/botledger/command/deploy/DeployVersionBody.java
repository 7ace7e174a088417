package io.botledger.command.deploy;

import io.botledger.command.decision.DeployVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonFields;
import java.util.List;

/** The body of a deploy. */
public final class DeployVersionBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/versions/{versionId}/deploy";

  private DeployVersionBody() {}

  /**
   * What it asks for; the deployment has a new id.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, String versionId, JsonFields fields) {
    String environment = fields.oneOf("environment", List.of("test", "prod", "dev"));
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(
        new DeployVersion(chatbotId, versionId, Environment.of(environment), Commands.newId()),
        reason);
  }
}
