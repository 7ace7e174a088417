package io.botledger.command.delete;

import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.platform.web.JsonFields;

/** The body of a delete. */
public final class DeleteVersionBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/versions/{versionId}";

  private DeleteVersionBody() {}

  /**
   * What it asks for.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, String versionId, JsonFields fields) {
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(new DeleteVersion(chatbotId, versionId), reason);
  }
}
