package io.botledger.platform.apikey;

import io.botledger.platform.access.Credentials;
import io.botledger.platform.access.Presented;
import io.botledger.platform.apikey.StoredKeys.StoredKey;
import io.botledger.platform.database.Outage;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  private final StoredKeys keys;
  private final KeyUses uses;
  private final Clock clock;

  ApiKeys(StoredKeys keys, KeyUses uses, Clock clock) {
    this.keys = keys;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(Presented presented) {
    return KeyText.parse(presented.text())
        .flatMap(text -> find(text.selector()).flatMap(key -> callerWith(text, key)));
  }

  private Optional<Caller> callerWith(KeyText text, StoredKey key) {
    Instant now = clock.instant();
    if (!MessageDigest.isEqual(key.hash(), text.hash()) || !now.isBefore(key.expires())) {
      return Optional.empty();
    }
    uses.note(text.selector(), now);
    return Optional.of(new Caller(key.name(), "key", key.grants(), "api-key:" + text.selector()));
  }

  private Optional<StoredKey> find(String selector) {
    long now = System.nanoTime();
    Known before = known.get(selector);
    if (before != null && now - before.since() < KNOWN_FOR.toNanos()) {
      return Optional.of(before.key());
    }
    Optional<StoredKey> found = lookUp(selector);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    found.ifPresentOrElse(
        key -> known.put(selector, new Known(key, now)), () -> known.remove(selector));
    return found;
  }

  private Optional<StoredKey> lookUp(String selector) {
    try {
      return keys.find(selector);
    } catch (RuntimeException e) {
      if (Outage.isOutage(e)) {
        throw Refusal.retryLater(
            ProblemCode.UNAVAILABLE,
            "The database cannot be reached at the moment; nothing was done.",
            1,
            e);
      }
      throw e;
    }
  }
}
