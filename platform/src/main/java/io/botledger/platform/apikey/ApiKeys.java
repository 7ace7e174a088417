package io.botledger.platform.apikey;

import io.botledger.platform.access.Credentials;
import io.botledger.platform.access.Presented;
import io.botledger.platform.database.Outage;
import io.botledger.platform.database.Reach;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * API keys as credentials. A key that was looked up counts for half a second, by a clock that only
 * goes forward, from before it was looked up: so a revoked key is dead everywhere within a second,
 * whether or not any message gets through, and a busy key costs two short look-ups a second.
 */
final class ApiKeys implements Credentials {
  static final Duration KNOWN_FOR = Duration.ofMillis(500);

  /** Far more than are in use at once; behind that, all are looked up anew. */
  private static final int MOST_KNOWN = 10_000;

  private record Known(StoredKey key, long since) {}

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Reach reach;
  private final StoredKeys keys;
  private final LastKnownKeys lastKnown;
  private final KeyUses uses;
  private final Clock clock;

  ApiKeys(StoredKeys keys, LastKnownKeys lastKnown, KeyUses uses, Clock clock, Reach reach) {
    this.reach = reach;
    this.keys = keys;
    this.lastKnown = lastKnown;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(Presented presented) {
    return KeyText.parse(presented.text())
        .flatMap(text -> find(text.selector()).flatMap(key -> callerWith(text, key)));
  }

  /** By a key that this process has looked up within a day, or that is kept in files. */
  @Override
  public Optional<Caller> lastKnown(Presented presented) {
    if (!reach.isAway()) {
      return Optional.empty();
    }
    return KeyText.parse(presented.text())
        .flatMap(
            text ->
                Optional.ofNullable(known.get(text.selector()))
                    .filter(one -> isYoungerThan(LastKnownKeys.RELIED_ON, one, System.nanoTime()))
                    .flatMap(one -> one.key().caller(text, clock.instant())))
        .or(() -> lastKnown.lastKnown(presented));
  }

  /**
   * Forgets keys that were revoked since they were looked up: every now and then, so that in an
   * outage none is relied on that was revoked well before.
   */
  void forgetRevoked() {
    Set<String> selectors = new HashSet<>(known.keySet());
    selectors.addAll(lastKnown.selectors());
    if (!selectors.isEmpty()) {
      Set<String> living = keys.living(selectors);
      selectors.removeAll(living);
      for (String revoked : selectors) {
        known.remove(revoked);
        lastKnown.keep(revoked, null);
      }
    }
  }

  private Optional<Caller> callerWith(KeyText text, StoredKey key) {
    Instant now = clock.instant();
    Optional<Caller> caller = key.caller(text, now);
    caller.ifPresent(one -> uses.note(text.selector(), now));
    return caller;
  }

  private Optional<StoredKey> find(String selector) {
    long now = System.nanoTime();
    Known before = known.get(selector);
    if (before != null && isYoungerThan(KNOWN_FOR, before, now)) {
      return Optional.of(before.key());
    }
    Optional<StoredKey> found = lookUp(selector);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    found.ifPresentOrElse(
        key -> known.put(selector, new Known(key, now)), () -> known.remove(selector));
    lastKnown.keep(selector, found.orElse(null));
    return found;
  }

  private static boolean isYoungerThan(Duration age, Known known, long now) {
    return now - known.since() < age.toNanos();
  }

  private Optional<StoredKey> lookUp(String selector) {
    if (!reach.mayAsk()) {
      throw Refusal.databaseAway(null);
    }
    long asked = System.nanoTime();
    try {
      Optional<StoredKey> found = keys.find(selector);
      reach.answered();
      return found;
    } catch (RuntimeException e) {
      if (Outage.isOutage(e)) {
        reach.failed(asked);
        throw Refusal.databaseAway(e);
      }
      throw e;
    }
  }
}
