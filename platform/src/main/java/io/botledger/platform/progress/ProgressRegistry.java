package io.botledger.platform.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;

/**
 * Knows the newest reports of every segment, of this process and of the others, and completes who
 * waits for them.
 *
 * <p>What was handled stays handled. So it does not matter in which order reports come, whether
 * before or after the wait for them begins, or which segments were split or merged meanwhile: a
 * position is handled if any report of a segment that has the chatbot covers it.
 */
public final class ProgressRegistry implements Progress {

  /** Compared by identity: what it misses changes. */
  private static final class Wait {
    private final int hash;
    private final long position;
    private final Set<Projection> missing;
    private final CompletableFuture<Boolean> answer;

    Wait(int hash, long position, Set<Projection> missing, CompletableFuture<Boolean> answer) {
      this.hash = hash;
      this.position = position;
      this.missing = missing;
      this.answer = answer;
    }
  }

  private final PostgresNotifications notifications;
  private final Duration bound;
  private final Map<ProgressReport.Key, ProgressReport> known = new HashMap<>();
  private final Map<ProgressReport.Key, ProgressReport> own = new HashMap<>();
  private final Set<Wait> waits = new LinkedHashSet<>();
  private final Map<Projection, List<Runnable>> onProgress = new ConcurrentHashMap<>();

  /** Those that a wait ran out for, and that have not been heard of since. */
  private final Set<Projection> lagging = EnumSet.noneOf(Projection.class);

  public ProgressRegistry(PostgresNotifications notifications) {
    this(notifications, Duration.ofSeconds(2));
  }

  ProgressRegistry(PostgresNotifications notifications, Duration bound) {
    this.notifications = notifications;
    this.bound = bound;
    notifications.onProgress(this::received);
    notifications.onHello(this::tellAgain);
  }

  @Override
  public void report(
      Projection projection,
      Segment segment,
      GapAwareTrackingToken token,
      Collection<Long> heldUp) {
    ProgressReport report = ProgressReport.of(projection, segment, token, heldUp);
    ProgressReport whole;
    synchronized (this) {
      whole = own.merge(report.key(), report, ProgressReport::with);
    }
    learn(projection, report);
    // The newest one stands for all: those that it overtakes are not sent.
    notifications.publish(whole);
  }

  private void received(ProgressReport report) {
    Projection.named(report.projection()).ifPresent(projection -> learn(projection, report));
  }

  private synchronized void tellAgain() {
    own.values().forEach(notifications::publish);
  }

  @Override
  public void onProgress(Projection projection, Runnable action) {
    onProgress.computeIfAbsent(projection, one -> new CopyOnWriteArrayList<>()).add(action);
  }

  private void learn(Projection projection, ProgressReport report) {
    List<Wait> done = new ArrayList<>();
    List<Wait> inVain = new ArrayList<>();
    boolean isNews;
    synchronized (this) {
      ProgressReport before = known.get(report.key());
      ProgressReport newest = known.merge(report.key(), report, ProgressReport::with);
      // Whoever claims a segment says again what was handled: that alone is no progress.
      isNews = !newest.equals(before);
      if (isNews) {
        lagging.remove(projection);
      }
      for (Wait wait : waits) {
        if (!newest.matches(wait.hash)) {
          continue;
        }
        if (newest.holdsUp(wait.position)) {
          inVain.add(wait);
        } else if (newest.covers(wait.position) && wait.missing.remove(projection)) {
          if (wait.missing.isEmpty()) {
            done.add(wait);
          }
        }
      }
      waits.removeAll(done);
      waits.removeAll(inVain);
    }
    // Outside of the lock: whoever waits goes on in this thread.
    done.forEach(wait -> wait.answer.complete(true));
    inVain.forEach(wait -> wait.answer.complete(false));
    if (isNews) {
      onProgress.getOrDefault(projection, List.of()).forEach(Runnable::run);
    }
  }

  @Override
  public CompletableFuture<Boolean> handled(String chatbotId, long position) {
    int hash = Objects.hashCode(chatbotId);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Wait wait;
    synchronized (this) {
      Set<Projection> missing = EnumSet.noneOf(Projection.class);
      for (Projection projection : Projection.values()) {
        if (!isHandled(projection, hash, position)) {
          missing.add(projection);
        }
      }
      if (missing.isEmpty()) {
        return CompletableFuture.completedFuture(true);
      }
      if (missing.stream().anyMatch(lagging::contains) || isHeldUp(hash, position)) {
        return CompletableFuture.completedFuture(false);
      }
      wait = new Wait(hash, position, missing, answer);
      waits.add(wait);
    }
    answer
        .completeOnTimeout(false, bound.toMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(inTime -> ended(wait, inTime));
    return answer;
  }

  /** How many wait at present. */
  synchronized int waiting() {
    return waits.size();
  }

  private boolean isHandled(Projection projection, int hash, long position) {
    return known.values().stream()
        .anyMatch(
            report ->
                report.projection().equals(projection.text())
                    && report.matches(hash)
                    && report.covers(position));
  }

  private boolean isHeldUp(int hash, long position) {
    return known.values().stream()
        .anyMatch(report -> report.matches(hash) && report.holdsUp(position));
  }

  private synchronized void ended(Wait wait, boolean inTime) {
    // Whoever was answered by a report waits no more: the projection does not lag.
    if (waits.remove(wait) && !inTime) {
      lagging.addAll(wait.missing);
    }
  }
}
