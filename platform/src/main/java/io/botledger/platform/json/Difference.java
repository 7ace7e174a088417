package io.botledger.platform.json;

import io.botledger.platform.json.Json.Elements;
import io.botledger.platform.json.Json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations that turn one JSON value into another. Objects are compared by members, arrays by
 * index between what they have in common at both ends.
 */
public final class Difference {
  private final List<String> operations = new ArrayList<>();

  private Difference() {}

  /** As JSON patch operations (RFC 6902), each as text. */
  public static List<String> between(Json from, Json to) {
    Difference difference = new Difference();
    difference.values("", from, to);
    return difference.operations;
  }

  private void values(String path, Json from, Json to) {
    if (from instanceof Members a && to instanceof Members b) {
      members(path, a.members(), b.members());
    } else if (from instanceof Elements a && to instanceof Elements b) {
      elements(path, a.elements(), b.elements());
    } else if (!from.same(to)) {
      operations.add(Patch.replace(path, to.text()));
    }
  }

  private void members(String path, Map<String, Json> from, Map<String, Json> to) {
    from.forEach(
        (name, value) -> {
          String member = path + "/" + Patch.escape(name);
          Json other = to.get(name);
          if (other == null) {
            operations.add(Patch.remove(member));
          } else {
            values(member, value, other);
          }
        });
    to.forEach(
        (name, value) -> {
          if (!from.containsKey(name)) {
            operations.add(Patch.add(path + "/" + Patch.escape(name), value.text()));
          }
        });
  }

  private void elements(String path, List<Json> from, List<Json> to) {
    int shorter = Math.min(from.size(), to.size());
    int head = 0;
    while (head < shorter && from.get(head).same(to.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && from.get(from.size() - 1 - tail).same(to.get(to.size() - 1 - tail))) {
      tail++;
    }
    int both = shorter - tail;
    for (int i = head; i < both; i++) {
      values(path + "/" + i, from.get(i), to.get(i));
    }
    // From the end, so that an index means the same before and after.
    for (int i = from.size() - tail - 1; i >= both; i--) {
      operations.add(Patch.remove(path + "/" + i));
    }
    for (int i = both; i < to.size() - tail; i++) {
      operations.add(Patch.add(path + "/" + i, to.get(i).text()));
    }
  }
}
