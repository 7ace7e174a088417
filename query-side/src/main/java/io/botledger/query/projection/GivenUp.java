package io.botledger.query.projection;

import java.util.List;

/** Events that operators have given up: what comes after them does not miss them. */
public final class GivenUp {

  /** Nothing was given up. */
  public static final GivenUp NONE = new GivenUp(List.of());

  /** An event that is never applied to this generation. */
  record Event(String chatbotId, String versionId, long sequence, long position) {}

  private final List<Event> events;

  GivenUp(List<Event> events) {
    this.events = List.copyOf(events);
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
