package io.botledger.query.console.version;

import io.botledger.platform.json.Json;
import io.botledger.query.console.page.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version's content, component by component, with the number literals that it came with.
 *
 * @param components each with its name
 */
record Content(List<Component> components) {
  private static final String APPS = "integrations";
  private static final String SETTINGS = "preferences";

  /**
   * A component.
   *
   * @param text JSON, indented; empty if the version has no such component
   * @param size how many members, for people
   */
  record Component(String name, String about, String text, String size) {
    public boolean isEmpty() {
      return text.isEmpty();
    }

    /** Whether it is short enough to be shown at once. */
    public boolean isShort() {
      return text.length() < 1_500;
    }
  }

  /** Of an answer {@code {version: {content: {…}}}}. */
  static Content of(String answer) {
    Map<String, Json> content =
        JsonText.members(JsonText.members(Json.parse(answer)).get("version"));
    Map<String, Json> all = JsonText.members(content.get("content"));
    Map<String, Json> conversation = new LinkedHashMap<>(all);
    conversation.keySet().removeAll(Set.of(APPS, SETTINGS));
    return new Content(
        List.of(
            component(
                "conversation",
                "everything but apps and settings",
                conversation.isEmpty() ? null : new Json.Members(conversation)),
            component("apps", "the member integrations", all.get(APPS)),
            component("settings", "the member preferences", all.get(SETTINGS))));
  }

  private static Component component(String name, String about, @Nullable Json value) {
    if (value == null) {
      return new Component(name, about, "", "absent");
    }
    String text = JsonText.pretty(value);
    return new Component(
        name,
        about,
        text,
        value instanceof Json.Members object
            ? object.members().size() + (object.members().size() == 1 ? " member" : " members")
            : "one value");
  }
}
