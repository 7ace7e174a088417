package io.botledger.query.journal;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import org.jspecify.annotations.Nullable;

/** The reason for what is done to a projection: the one member of the bodies that say it. */
public final class Reason {
  private static final String FIELD = "reason";

  /** In characters. */
  private static final int LONGEST = 2_000;

  private Reason() {}

  /**
   * The reason, if one is given.
   *
   * @throws io.botledger.platform.web.Refusal a 400 if the body says anything else
   */
  public static @Nullable String in(JsonBody body) {
    JsonFields fields = new JsonFields(body);
    String reason = fields.optionalText(FIELD, LONGEST);
    fields.check();
    return reason;
  }

  /**
   * The reason, which must be given.
   *
   * @throws io.botledger.platform.web.Refusal a 400 if it is missing or blank, or if the body says
   *     anything else
   */
  public static String requiredIn(JsonBody body) {
    JsonFields fields = new JsonFields(body);
    JsonMember member = fields.required(FIELD, JsonMember.Kind.STRING);
    if (member != null && member.text().isBlank()) {
      fields.issue(FIELD, "It may not be blank.");
    }
    String reason = member == null ? null : fields.optionalText(FIELD, LONGEST);
    fields.check();
    return reason == null ? "" : reason;
  }
}
