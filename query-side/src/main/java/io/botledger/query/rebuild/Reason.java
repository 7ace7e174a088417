package io.botledger.query.rebuild;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import org.jspecify.annotations.Nullable;

/** The one thing that those bodies may say. */
final class Reason {
  private static final int LONGEST = 2_000;

  private Reason() {}

  static @Nullable String in(JsonBody body) {
    JsonFields fields = new JsonFields(body);
    String reason = fields.optionalText("reason", LONGEST);
    fields.check();
    return reason;
  }
}
