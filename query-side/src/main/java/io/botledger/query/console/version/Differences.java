package io.botledger.query.console.version;

import io.botledger.platform.json.Json;
import io.botledger.query.console.page.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What turns one version into another, as the API tells it. */
record Differences(List<Component> components) {

  record Component(String name, List<Operation> operations) {}

  /**
   * A change.
   *
   * @param op {@code add}, {@code remove} or {@code replace}
   * @param path a JSON pointer
   * @param value JSON, indented; empty if something is removed
   */
  record Operation(String op, String path, String value) {
    /** Whether its value fits beside the path. */
    public boolean isShort() {
      return !value.isEmpty() && value.length() < 80 && value.indexOf('\n') < 0;
    }

    public String sign() {
      return switch (op) {
        case "add" -> "+";
        case "remove" -> "−";
        default -> "~";
      };
    }
  }

  /** Of an answer {@code {components: {conversation: […], …}}}. */
  static Differences of(String answer) {
    JsonText.Room room = new JsonText.Room();
    List<Component> components = new ArrayList<>();
    JsonText.members(JsonText.members(Json.parse(answer)).get("components"))
        .forEach((name, patch) -> components.add(new Component(name, operations(patch, room))));
    return new Differences(components);
  }

  public boolean isEmpty() {
    return components.stream().allMatch(component -> component.operations().isEmpty());
  }

  private static List<Operation> operations(@Nullable Json patch, JsonText.Room room) {
    return JsonText.elements(patch).stream().map(change -> operation(change, room)).toList();
  }

  private static Operation operation(Json json, JsonText.Room room) {
    Map<String, Json> members = JsonText.members(json);
    Json value = members.get("value");
    return new Operation(
        JsonText.string(members.get("op")),
        JsonText.string(members.get("path")),
        value == null ? "" : JsonText.pretty(value, room));
  }
}
