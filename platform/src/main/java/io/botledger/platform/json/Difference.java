package io.botledger.platform.json;

import io.botledger.platform.json.Json.Elements;
import io.botledger.platform.json.Json.Members;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operations that turn one JSON value into another. Objects are compared by members, arrays by
 * index between what they have in common at both ends.
 */
public final class Difference {

  /** In characters: about as much as both values may have. */
  private static final int LARGEST = 4 * 1024 * 1024;

  private final List<String> operations = new ArrayList<>();
  private int length;
  private boolean tooLarge;

  private Difference() {}

  /**
   * As JSON patch operations (RFC 6902), each as text. Where they would be larger than four MiB
   * (paths of long names, again and again), it is one that replaces the whole.
   */
  public static List<String> between(Json from, Json to) {
    Difference difference = new Difference();
    difference.values(Path.ROOT, from, to);
    return difference.tooLarge
        ? List.of(Patch.replace(Path.ROOT.text(), to.text()))
        : difference.operations;
  }

  /** Where a value is: as text only where something is to be said about it. */
  private record Path(@Nullable Path parent, String token) {
    static final Path ROOT = new Path(null, "");

    Path member(String name) {
      return new Path(this, name);
    }

    Path element(int index) {
      return new Path(this, Integer.toString(index));
    }

    /** As a JSON pointer (RFC 6901). */
    String text() {
      Deque<String> tokens = new ArrayDeque<>();
      for (Path at = this; at.parent != null; at = at.parent) {
        tokens.push("/" + Patch.escape(at.token));
      }
      return String.join("", tokens);
    }
  }

  private void add(Path path, UnaryOperator<String> operation) {
    if (tooLarge) {
      return;
    }
    String text = operation.apply(path.text());
    length += text.length();
    tooLarge = length > LARGEST;
    operations.add(text);
  }

  private void values(Path path, Json from, Json to) {
    if (tooLarge) {
      return;
    }
    if (from instanceof Members a && to instanceof Members b) {
      members(path, a.members(), b.members());
    } else if (from instanceof Elements a && to instanceof Elements b) {
      elements(path, a.elements(), b.elements());
    } else if (!from.same(to)) {
      add(path, where -> Patch.replace(where, to.text()));
    }
  }

  private void members(Path path, Map<String, Json> from, Map<String, Json> to) {
    from.forEach(
        (name, value) -> {
          Json other = to.get(name);
          if (other == null) {
            add(path.member(name), Patch::remove);
          } else {
            values(path.member(name), value, other);
          }
        });
    to.forEach(
        (name, value) -> {
          if (!from.containsKey(name)) {
            add(path.member(name), where -> Patch.add(where, value.text()));
          }
        });
  }

  private void elements(Path path, List<Json> from, List<Json> to) {
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
      values(path.element(i), from.get(i), to.get(i));
    }
    // From the end, so that an index means the same before and after.
    for (int i = from.size() - tail - 1; i >= both; i--) {
      add(path.element(i), Patch::remove);
    }
    for (int i = both; i < to.size() - tail; i++) {
      Json added = to.get(i);
      add(path.element(i), where -> Patch.add(where, added.text()));
    }
  }
}
