package io.botledger.platform.eventstore;

import io.botledger.platform.eventstore.GapSafeReader.Positioned;
import io.botledger.platform.eventstore.GapSafeReader.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The end of a deployment that another one replaces, and that one's start, are two events of one
 * command. Whoever had applied only the first would show that nothing runs. So a step of a reader
 * ends at no place between the two.
 */
final class Replacements {
  private Replacements() {}

  /**
   * How many of the events can be handed out as one step: as many as lie before the first end whose
   * successor, the chatbot's next event, lies behind them.
   *
   * @param isReplaced whether an event ends a deployment that another one replaces
   * @param mayWait whether an end is kept back, with all that follows it, until its successor comes
   */
  static int whole(List<Positioned> events, Predicate<Row> isReplaced, boolean mayWait) {
    // For each event, the last one that is handed out with it.
    int[] last = new int[events.size()];
    Map<String, Integer> replaced = new HashMap<>();
    for (int i = 0; i < last.length; i++) {
      last[i] = i;
      Row row = events.get(i).row();
      Integer end = replaced.remove(row.chatbotId());
      if (end != null) {
        last[end] = i;
      }
      if (isReplaced.test(row)) {
        replaced.put(row.chatbotId(), i);
      }
    }
    if (mayWait) {
      replaced.values().forEach(end -> last[end] = last.length);
    }
    int whole = last.length;
    for (int i = last.length - 1; i >= 0; i--) {
      if (last[i] >= whole) {
        whole = i;
      }
    }
    return whole;
  }
}
