package io.botledger.query.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Events that operators have given up: what comes after them does not miss them. Every generation
 * tries them anew; one that cannot apply them either does without them as well.
 */
public final class GivenUp {

  /** An event that is never applied to a generation. */
  record Event(String chatbotId, String versionId, long sequence, long position) {}

  private final List<Event> events = new ArrayList<>();
  private final Set<Long> elsewhere = new HashSet<>();

  private GivenUp() {}

  /** Nothing, as far as is known. */
  public static GivenUp nothing() {
    return new GivenUp();
  }

  /** This generation does without the event. */
  void add(Event event) {
    events.add(event);
  }

  /** Another generation does without the event there. */
  void addElsewhere(long position) {
    elsewhere.add(position);
  }

  /** Whether an event that cannot be applied need not be. */
  boolean isDecided(long position) {
    return elsewhere.contains(position);
  }

  /**
   * Whether the event follows in its version's stream on the one with a number, so that nothing is
   * missing in between but what was given up.
   */
  public boolean follows(Recorded event, long last) {
    if (event.sequence() <= last) {
      return false;
    }
    long missing = event.sequence() - last - 1;
    return missing == 0
        || missing
            == events.stream()
                .filter(given -> given.versionId().equals(event.versionId()))
                .filter(given -> given.sequence() > last && given.sequence() < event.sequence())
                .count();
  }

  /** Whether an event of the chatbot between the two positions was given up. */
  public boolean isBetween(String chatbotId, long after, long before) {
    return events.stream()
        .anyMatch(
            given ->
                given.chatbotId().equals(chatbotId)
                    && given.position() > after
                    && given.position() < before);
  }

  /** Whether that event, or one of its chatbot behind it, was given up. */
  boolean reaches(String chatbotId, long position) {
    return isBetween(chatbotId, position - 1, Long.MAX_VALUE);
  }
}
