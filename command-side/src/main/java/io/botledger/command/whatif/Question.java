package io.botledger.command.whatif;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: a command, and when.
 *
 * @param position null if none was given
 * @param at null if none was given; if neither was, it is asked about now
 */
record Question(@Nullable Long position, @Nullable Instant at, String type, JsonBody command) {

  /**
   * Reads the body.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it; what is
   *     wrong with the command is a part of the answer
   */
  static Question of(JsonBody body) {
    JsonFields fields = new JsonFields(body);
    Long position = fields.optionalPosition("position");
    Instant at = fields.optionalTime("at");
    if (body.members().containsKey("position") && body.members().containsKey("at")) {
      fields.issue("at", "Give either a position or a time.");
    }
    JsonBody command = fields.object("command");
    JsonMember type = command.members().get(LiveRequest.TYPE);
    JsonMember given = body.members().get("command");
    if (given != null
        && given.kind() == Kind.OBJECT
        && (type == null || !LiveRequest.TYPES.contains(type.text()))) {
      fields.issue(
          "command." + LiveRequest.TYPE,
          "It must be one of: " + String.join(", ", LiveRequest.TYPES) + ".");
    }
    fields.check();
    return new Question(position, at, type == null ? "" : type.text(), command);
  }
}
