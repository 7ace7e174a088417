package io.botledger.command.restore;

import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.platform.web.JsonFields;

/** The body of a restore. */
public final class RestoreVersionBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/versions/{versionId}/restore";

  private RestoreVersionBody() {}

  /**
   * What it asks for.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  public static Asked read(String chatbotId, String versionId, JsonFields fields) {
    String name = fields.optionalName("name");
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new Asked(new RestoreVersion(chatbotId, versionId, name), reason);
  }
}
