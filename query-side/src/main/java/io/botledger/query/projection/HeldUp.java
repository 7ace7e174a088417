package io.botledger.query.projection;

import java.util.HashMap;
import java.util.Map;

/** Chatbots whose events wait, since one of them could not be applied. */
final class HeldUp {
  private final Map<String, Long> newest = new HashMap<>();

  /** The chatbot waits, and its events up to that position are queued. */
  void add(String chatbotId, long position) {
    newest.merge(chatbotId, position, Math::max);
  }

  boolean contains(String chatbotId) {
    return newest.containsKey(chatbotId);
  }

  /** Whether that event, or one of its chatbot behind it, is queued. */
  boolean reaches(String chatbotId, long position) {
    return newest.getOrDefault(chatbotId, -1L) >= position;
  }
}
