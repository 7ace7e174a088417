package io.botledger.query.console.page;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** A JSON object out of a form's fields: those that were left empty are not in it. */
public final class Body {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final Map<String, Object> members = new LinkedHashMap<>();

  public Body with(String name, @Nullable Object value) {
    boolean isEmpty =
        value == null
            || (value instanceof String text && text.isBlank())
            || (value instanceof Collection<?> list && list.isEmpty());
    if (!isEmpty) {
      members.put(name, value);
    }
    return this;
  }

  /** With a member that somebody has typed as JSON; as a text if it is none, which the API says. */
  public Body withJson(String name, String typed) {
    try {
      return typed.isBlank() || JSON.readTree(typed).isMissingNode()
          ? this
          : with(name, new RawValue(typed));
    } catch (JacksonException e) {
      return with(name, typed);
    }
  }

  /** What it holds; to be put into another one. */
  public Map<String, Object> members() {
    return members;
  }

  public String json() {
    return JSON.writeValueAsString(members);
  }
}
