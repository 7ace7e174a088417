package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Rebuild;
import io.botledger.query.generation.Rebuilds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how far rebuilds and verifications are, how fast they go, and when they will be there. */
@Component
public class RebuildStandings {
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();
  private static final long SHORTEST = Duration.ofMillis(500).toNanos();

  private record Sample(long time, long handled) {}

  private final Rebuilds rebuilds;
  private final Standings standings;
  private final Map<Generation, Deque<Sample>> samples = new HashMap<>();

  public RebuildStandings(Rebuilds rebuilds, Standings standings) {
    this.rebuilds = rebuilds;
    this.standings = standings;
  }

  /** The rebuild of a projection that runs; a verification does not count. */
  public @Nullable RebuildStanding running(Projection projection) {
    Optional<Rebuild> running =
        rebuilds.running(projection).filter(one -> one.kind() == Rebuild.Kind.REBUILD);
    return running.isPresent() ? of(running.get()) : null;
  }

  /** How many events one of a projection has to handle, if it begins now. */
  public long total(Projection projection) {
    return standings.counts(standings.live(projection)).total();
  }

  /** How far one is. */
  public RebuildStanding of(Rebuild rebuild) {
    Long handled = rebuild.handled();
    Long total = rebuild.total();
    if (handled != null && total != null) {
      Instant finished = Objects.requireNonNull(rebuild.finished());
      return RebuildStanding.of(rebuild, handled, total, average(rebuild, finished, handled));
    }
    Standings.Counts counts = standings.counts(rebuild.generation());
    return RebuildStanding.of(
        rebuild, counts.handled(), counts.total(), rate(rebuild, counts.handled()));
  }

  private static @Nullable Double average(Rebuild rebuild, Instant until, long handled) {
    long took = Duration.between(rebuild.started(), until).toMillis();
    return took <= 0 ? null : handled * 1e3 / took;
  }

  /** By what this process has seen in the last seconds. */
  private synchronized @Nullable Double rate(Rebuild rebuild, long handled) {
    long now = System.nanoTime();
    samples
        .keySet()
        .removeIf(
            other ->
                other.projection() == rebuild.projection() && !other.equals(rebuild.generation()));
    Deque<Sample> seen = samples.computeIfAbsent(rebuild.generation(), one -> new ArrayDeque<>());
    while (seen.size() > 1 && now - seen.getFirst().time() > WINDOW) {
      seen.removeFirst();
    }
    if (seen.isEmpty() || now - seen.getLast().time() >= SHORTEST) {
      seen.addLast(new Sample(now, handled));
    }
    Sample first = seen.getFirst();
    return now - first.time() < SHORTEST
        ? null
        : Double.valueOf((handled - first.handled()) * 1e9 / (now - first.time()));
  }
}
