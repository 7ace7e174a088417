package io.botledger.query.stream;

import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the streams of those who may not listen any more. Where that cannot be told (the database,
 * or an identity provider, is away) they go on for a minute.
 */
final class StreamChecks {
  private static final Logger log = LoggerFactory.getLogger(StreamChecks.class);
  private static final Duration UNKNOWN = Duration.ofMinutes(1);

  /**
   * The kinds of credentials that were asked about in vain, so that an outage is waited for once.
   */
  private final Set<String> unknown = new HashSet<>();

  void check(Collection<OpenStream> streams) {
    streams.forEach(this::check);
  }

  private void check(OpenStream stream) {
    Listening listening = stream.listening();
    if (!unknown.contains(listening.kind())) {
      try {
        if (listening.isStillGranted()) {
          stream.confirm();
        } else {
          stream.end();
        }
        return;
      } catch (Refusal cannotBeTold) {
        log.debug("Who may listen cannot be told at the moment.", cannotBeTold);
        unknown.add(listening.kind());
      }
    }
    if (stream.unconfirmedFor().compareTo(UNKNOWN) > 0) {
      stream.end();
    }
  }
}
