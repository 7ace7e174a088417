package io.botledger.platform.eventstore;

import io.botledger.platform.eventstore.GapSafeReader.Positioned;
import io.botledger.platform.eventstore.GapSafeReader.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The end of a deployment that another one replaces, and that one's start, are two events of one
 * command. Whoever had applied only the first would show that nothing runs. So both are handed out
 * with one token, that of the second, and what others had appended between them with it: events of
 * one token are handled in one transaction (Axon does the same with what one event is upcast to).
 */
final class Replacements {
  private final List<Positioned> events;

  /** For each event the last one that is handed out with it. */
  private final int[] last;

  private final int whole;

  /**
   * @param isReplaced whether an event ends a deployment that another one replaces; what replaces
   *     it is the chatbot's next event
   * @param waitingFrom the first event that may be kept back for want of what follows it
   */
  Replacements(List<Positioned> events, Predicate<Row> isReplaced, int waitingFrom) {
    this.events = events;
    this.last = new int[events.size()];
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
    replaced.values().stream()
        .filter(end -> end >= waitingFrom)
        .forEach(end -> last[end] = last.length);
    int cut = last.length;
    for (int i = last.length - 1; i >= 0; i--) {
      if (last[i] >= cut) {
        cut = i;
      }
    }
    this.whole = cut;
  }

  /** What can be handed out. */
  List<Positioned> whole() {
    List<Positioned> together = new ArrayList<>(whole);
    for (int start = 0, end = 0; start < whole; start = end + 1) {
      end = start;
      for (int i = start; i <= end; i++) {
        end = Math.max(end, last[i]);
      }
      for (Positioned event : events.subList(start, end + 1)) {
        together.add(event.row().at(events.get(end).event().trackingToken()));
      }
    }
    return together;
  }

  /** What waits for the next page: an end, and all that lies behind it. */
  List<Positioned> torn() {
    return List.copyOf(events.subList(whole, events.size()));
  }
}
