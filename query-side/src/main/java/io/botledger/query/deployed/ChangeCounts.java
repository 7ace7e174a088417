package io.botledger.query.deployed;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells whether rows of a chatbot may have changed while they were read. Chatbots share counters;
 * another one's change is then taken for one's own, which costs a read.
 */
final class ChangeCounts {
  private static final int COUNTERS = 1024;
  private static final long CHANGING = -1;

  private final Counter[] counters =
      Stream.generate(Counter::new).limit(COUNTERS).toArray(Counter[]::new);

  private static final class Counter {
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong changes = new AtomicLong();
  }

  /** To be asked for before a read, and held against {@link #isStill} after it. */
  long now(String chatbotId) {
    Counter counter = of(chatbotId);
    long changes = counter.changes.get();
    return counter.underWay.get() > 0 ? CHANGING : changes;
  }

  /** Whether nothing has changed since. */
  boolean isStill(String chatbotId, long before) {
    return before != CHANGING && of(chatbotId).changes.get() == before;
  }

  void begin(Collection<String> chatbotIds) {
    for (Counter counter : of(chatbotIds)) {
      counter.underWay.incrementAndGet();
      counter.changes.incrementAndGet();
    }
  }

  void end(Collection<String> chatbotIds) {
    for (Counter counter : of(chatbotIds)) {
      counter.changes.incrementAndGet();
      counter.underWay.decrementAndGet();
    }
  }

  /** Anything may have changed. */
  void all() {
    for (Counter counter : counters) {
      counter.changes.incrementAndGet();
    }
  }

  /** Each once. */
  private Set<Counter> of(Collection<String> chatbotIds) {
    return chatbotIds.stream().map(this::of).collect(Collectors.toSet());
  }

  private Counter of(String chatbotId) {
    return counters[Math.floorMod(chatbotId.hashCode(), COUNTERS)];
  }
}
