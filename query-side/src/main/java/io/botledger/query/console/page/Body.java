package io.botledger.query.console.page;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object out of a form's fields: those that were left empty are not in it. */
public final class Body {
  private static final JsonMapper JSON = JsonMapper.builder().build();
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

  /** What it holds; to be put into another one. */
  public Map<String, Object> members() {
    return members;
  }

  public String json() {
    return JSON.writeValueAsString(members);
  }
}
