package io.botledger.query.console.log;

import io.botledger.platform.json.Json;
import io.botledger.query.console.answer.Events;
import io.botledger.query.console.api.Problem;
import io.botledger.query.console.page.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event, and member by member what it has made of its version.
 *
 * @param event JSON, indented
 * @param rows what has changed first
 * @param problem why the states are not known
 */
record Step(String event, List<Row> rows, @Nullable Problem problem) {

  /** How much of a value a row shows, in characters; the event as it is stored has all of it. */
  private static final int LONGEST = 500;

  /** A member of the version, before and after; empty where it is not there. */
  record Row(String path, String before, String after, boolean isChanged) {}

  /** Of an answer {@code {event, before, after, change}}. */
  static Step of(String answer) {
    Map<String, Json> members = JsonText.members(Json.parse(answer));
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> after = new LinkedHashMap<>();
    flatten("", members.get("before"), before);
    flatten("", members.get("after"), after);
    Set<String> paths = new LinkedHashSet<>(after.keySet());
    paths.addAll(before.keySet());
    List<Row> rows = new ArrayList<>();
    for (String path : paths) {
      String old = before.getOrDefault(path, "");
      String young = after.getOrDefault(path, "");
      rows.add(new Row(path, cut(old), cut(young), !Objects.equals(old, young)));
    }
    rows.sort(Comparator.comparing(Row::isChanged).reversed());
    return new Step(JsonText.pretty(Objects.requireNonNull(members.get("event"))), rows, null);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  static Step ofNoVersion(Events.Event event) {
    return new Step(JsonText.pretty(Json.parse(event.payload().toString())), List.of(), null);
  }

  static Step lacking(Problem problem) {
    return new Step("", List.of(), problem);
  }

  private static void flatten(String path, @Nullable Json json, Map<String, String> into) {
    Map<String, Json> members = JsonText.members(json);
    List<Json> elements = JsonText.elements(json);
    if (!members.isEmpty()) {
      members.forEach(
          (name, value) -> flatten(path.isEmpty() ? name : path + "." + name, value, into));
    } else if (!elements.isEmpty()) {
      for (int i = 0; i < elements.size(); i++) {
        flatten(path + "[" + i + "]", elements.get(i), into);
      }
    } else if (json != null && !path.isEmpty() && !(json instanceof Json.Elements)) {
      into.put(path, JsonText.string(json));
    }
  }
}
