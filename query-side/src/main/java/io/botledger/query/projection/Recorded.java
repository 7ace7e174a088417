package io.botledger.query.projection;

import io.botledger.events.LedgerEvent;
import io.botledger.events.VersionEvent;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.UnreadableEvent;
import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the log: what happened, to which version or key, where, when, by whom
 * and why.
 *
 * @param versionId the stream's id: a version's, or that of an API key
 * @param sequence the event's number in that stream, from 0
 */
public record Recorded(
    LedgerEvent event,
    String versionId,
    long sequence,
    long position,
    Instant time,
    String actor,
    String actorKind,
    @Nullable String reason,
    String surface) {

  /**
   * What happened to a version.
   *
   * @throws DoesNotFit if it happened to something else
   */
  public VersionEvent versionEvent() {
    if (event instanceof VersionEvent ofVersion) {
      return ofVersion;
    }
    throw new DoesNotFit(event.getClass().getSimpleName() + " is about no version.");
  }

  /** The time as tables and answers have it. */
  public String timeText() {
    return Timestamps.format(time);
  }

  /**
   * What an event says.
   *
   * @param message one of the {@link EventLog}'s
   * @throws RuntimeException if it cannot be read
   */
  public static Recorded of(EventMessage<?> message) {
    if (message.getPayload() instanceof UnreadableEvent unreadable) {
      throw unreadable.cause();
    }
    if (!(message instanceof DomainEventMessage<?> domain)
        || !(message.getPayload() instanceof LedgerEvent event)) {
      throw new IllegalArgumentException(
          "The event " + message.getIdentifier() + " is none of the log's.");
    }
    Map<?, ?> actor = message.getMetaData().get("actor") instanceof Map<?, ?> map ? map : Map.of();
    return new Recorded(
        event,
        domain.getAggregateIdentifier(),
        domain.getSequenceNumber(),
        EventLog.positionOf(message),
        message.getTimestamp(),
        text(actor.get("name"), "unknown"),
        text(actor.get("kind"), "unknown"),
        message.getMetaData().get("reason") instanceof String reason ? reason : null,
        text(message.getMetaData().get("surface"), "v1"));
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }
}
