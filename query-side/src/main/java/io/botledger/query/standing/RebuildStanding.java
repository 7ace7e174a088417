package io.botledger.query.standing;

import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Rebuild;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild or a verification is.
 *
 * @param state {@code running}, {@code swapped} (a rebuild's end), {@code done} (a verification's),
 *     {@code failed} or {@code cancelled}
 * @param handled events that the generation has handled
 * @param total events that the log has, or had at the end
 * @param eventsPerSecond of the last seconds; over all of it once it has ended; null until known
 * @param secondsLeft null until known, and once nothing is left to come
 * @param by who asked for it
 * @param failure why it failed, for people
 */
public record RebuildStanding(
    String id,
    String projection,
    String state,
    long handled,
    long total,
    @Nullable Long eventsPerSecond,
    @Nullable Long secondsLeft,
    String started,
    @Nullable String finished,
    String by,
    @Nullable String reason,
    @Nullable String failure) {

  /**
   * One that has just been asked for.
   *
   * @param total how many events it has to handle
   */
  public static RebuildStanding begun(Rebuild rebuild, long total) {
    return of(rebuild, 0, total, null);
  }

  static RebuildStanding of(Rebuild rebuild, long handled, long total, @Nullable Double rate) {
    Instant finished = rebuild.finished();
    long left = Math.max(0, total - handled);
    return new RebuildStanding(
        rebuild.id(),
        rebuild.projection().text(),
        rebuild.state().text(),
        handled,
        total,
        rate == null ? null : Math.round(rate),
        !rebuild.isRunning() || rate == null || rate < 1 ? null : (long) Math.ceil(left / rate),
        Timestamps.format(rebuild.started()),
        finished == null ? null : Timestamps.format(finished),
        rebuild.actor(),
        rebuild.reason(),
        rebuild.failure());
  }
}
