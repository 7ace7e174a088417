package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.standing.RebuildStanding;
import io.botledger.query.standing.RebuildStandings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says on the log how far rebuilds are, every few seconds. */
@Component
final class ConsoleProgress {
  private static final Logger log = LoggerFactory.getLogger("botledger.rebuild");
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private record Said(String id, long time) {}

  private final RebuildStandings standings;
  private final Map<Projection, Said> said = new EnumMap<>(Projection.class);

  ConsoleProgress(RebuildStandings standings) {
    this.standings = standings;
  }

  /** Says how far it is, unless that was said just now. */
  void show(Rebuild rebuild) {
    // Asked each time: the rate is that of the last few seconds.
    RebuildStanding standing = standings.of(rebuild);
    if (isDue(rebuild)) {
      log.info("{}: {}", title(rebuild), line(standing));
    }
  }

  private synchronized boolean isDue(Rebuild rebuild) {
    Said last = said.get(rebuild.projection());
    boolean due =
        last == null || !last.id().equals(rebuild.id()) || System.nanoTime() - last.time() > PAUSE;
    if (due) {
      said.put(rebuild.projection(), new Said(rebuild.id(), System.nanoTime()));
    }
    return due;
  }

  /** Says that it is over, in a sentence without its end. */
  void ended(Rebuild rebuild, String how) {
    log.info("{}: {}", title(rebuild), how);
  }

  void failed(Rebuild rebuild, RuntimeException failure) {
    log.error("{} failed.", title(rebuild), failure);
  }

  private static String title(Rebuild rebuild) {
    String title = rebuild.title();
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  static String line(RebuildStanding standing) {
    long total = standing.total();
    StringBuilder line = new StringBuilder();
    line.append(
        "%,d of %,d events (%d %%)"
            .formatted(
                standing.handled(), total, total == 0 ? 100 : standing.handled() * 100 / total));
    if (standing.eventsPerSecond() != null) {
      line.append(", %,d a second".formatted(standing.eventsPerSecond()));
    }
    if (standing.secondsLeft() != null) {
      line.append(", %,d s left".formatted(standing.secondsLeft()));
    }
    return line.toString();
  }
}
