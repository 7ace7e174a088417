package io.botledger.command.rollback;

import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonFields;
import java.util.List;

/** The body of a rollback to a version. */
public final class RollbackVersionBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/versions/{versionId}/rollback";

  private RollbackVersionBody() {}

  /**
   * What it asks for; the deployment has a new id.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, String versionId, JsonFields fields) {
    ExcludedComponents excluded = ExcludedComponents.of(fields);
    String environment = fields.optionalOneOf("environment", List.of("dev", "test", "prod"));
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(
        new RollbackVersion(
            chatbotId,
            versionId,
            environment == null ? null : Environment.of(environment),
            excluded.components(),
            Commands.newId()),
        reason);
  }
}
