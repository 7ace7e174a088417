package io.botledger.platform.apikey;

import io.botledger.platform.access.Credentials;
import io.botledger.platform.access.Presented;
import io.botledger.platform.apikey.StoredKey.Row;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys as they were when they were looked up last, kept beyond the end of the process: all that
 * there is to go by while PostgreSQL cannot be reached. Of a key its secret's hash is kept, no
 * secret.
 */
public final class LastKnownKeys implements Credentials {

  /** How long a key is relied on after it was looked up. */
  static final Duration RELIED_ON = Duration.ofDays(1);

  /** How names begin: with the form of the content, which a later release may change. */
  private static final String FORM = "api-key/1/";

  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  private final LastKnownFiles files;
  private final Clock clock;
  private final Map<String, Long> kept = new ConcurrentHashMap<>();

  public LastKnownKeys(LastKnownFiles files, Clock clock) {
    this.files = files.within("keys");
    this.clock = clock;
  }

  /** Keeps what was found when a key was looked up just now; null: there is no such key. */
  void keep(String selector, @Nullable StoredKey key) {
    if (key == null) {
      kept.remove(selector);
      files.remove(name(selector));
      return;
    }
    long now = System.nanoTime();
    Long before = kept.get(selector);
    if (before == null || now - before > SEEN_EVERY.toNanos()) {
      files.confirm(name(selector), JSON.writeValueAsBytes(key.row()));
      kept.put(selector, now);
    }
  }

  /** Those that are kept, by whichever process. */
  Set<String> selectors() {
    return files.names().stream()
        .filter(name -> name.startsWith(FORM))
        .map(name -> name.substring(FORM.length()))
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<Caller> lastKnown(Presented presented) {
    return KeyText.parse(presented.text())
        .flatMap(
            text ->
                files
                    .find(name(text.selector()))
                    .filter(found -> found.seen().isAfter(clock.instant().minus(RELIED_ON)))
                    .map(found -> StoredKey.of(JSON.readValue(found.content(), Row.class)))
                    .flatMap(key -> key.caller(text, clock.instant())));
  }

  /** It can never be told for certain by these. */
  @Override
  public Optional<Caller> authenticate(Presented presented) {
    if (KeyText.parse(presented.text()).isEmpty()) {
      return Optional.empty();
    }
    throw Refusal.databaseAway(null);
  }

  private static String name(String selector) {
    return FORM + selector;
  }
}
