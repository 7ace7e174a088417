package io.botledger.command.create;

import io.botledger.command.decision.CreateVersion;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.command.request.Limits;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.util.List;
import java.util.Optional;

/** The body of a create. */
public final class CreateVersionBody {

  /** Where it is sent to. */
  public static final String PATH = "/v1/chatbots/{chatbotId}/versions";

  private static final String NOT_DEPLOYED = "none";

  private CreateVersionBody() {}

  /**
   * What it asks for; the version and its deployment have new ids.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it, or a 413
   */
  public static Asked read(String chatbotId, JsonFields fields) {
    String name = fields.name("name");
    String environment = fields.oneOf("environment", List.of("test", "prod", NOT_DEPLOYED));
    String description = fields.optionalText("description", Limits.DESCRIPTION);
    String modelId = fields.optionalText("modelId", Limits.MODEL_ID);
    String reason = fields.optionalText("reason", Limits.REASON);
    JsonMember content = fields.optional("content", Kind.OBJECT);
    if (content != null && content.levels() > Content.MAX_LEVELS) {
      fields.issue("content", "It may be nested at most " + Content.MAX_LEVELS + " levels deep.");
    }
    fields.check();
    return new Asked(
        new CreateVersion(
            chatbotId,
            Commands.newId(),
            name,
            Optional.ofNullable(description).orElse(""),
            modelId,
            content == null ? Content.EMPTY : Content.of(content.raw(), content.stats()),
            environment.equals(NOT_DEPLOYED) ? null : Environment.of(environment),
            Commands.newId()),
        reason);
  }
}
