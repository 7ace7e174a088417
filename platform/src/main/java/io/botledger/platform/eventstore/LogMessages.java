package io.botledger.platform.eventstore;

import io.botledger.events.LedgerEvent;
import io.botledger.events.VersionUndeployed;
import java.time.Instant;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;

/** What rows of the log are handed out as: messages with their positions, read to the end. */
final class LogMessages {
  private final Serializer serializer;

  LogMessages(Serializer serializer) {
    this.serializer = serializer;
  }

  /** A row as a message; as one with an {@link UnreadableEvent} if it cannot be read. */
  TrackedEventMessage<?> of(GapSafeReader.Positioned event) {
    StoredEvent stored = event.row().event();
    return new GenericTrackedDomainEventMessage<>(
        event.token(),
        stored.type(),
        stored.aggregateIdentifier(),
        stored.sequenceNumber(),
        event.row().message(this::read),
        timeOf(stored));
  }

  /** Not the row itself, so that its texts are not kept for as long as its message. */
  private static Supplier<Instant> timeOf(StoredEvent stored) {
    Instant time = stored.timestamp();
    return () -> time;
  }

  /** Has a row read, so that it is read once, whoever hands it out. */
  void prepare(GapSafeReader.Row row) {
    row.message(this::read);
  }

  /** Whether a deployment ends that another one replaces. */
  boolean isReplaced(GapSafeReader.Row row) {
    return row.message(this::read).getPayload() instanceof VersionUndeployed ended
        && ended.replacedBy() != null;
  }

  /**
   * At once: whoever asked for the payload later, and failed, could not tell whose the event is.
   */
  private Message<Object> read(GapSafeReader.Row row) {
    StoredEvent stored = row.event();
    MetaData position = MetaData.with(EventLog.POSITION, row.position());
    try {
      if (serializer.deserialize(stored.getPayload()) instanceof LedgerEvent payload) {
        MetaData metaData = serializer.deserialize(stored.getMetaData());
        return new GenericMessage<>(
            stored.eventIdentifier(), payload, metaData.mergedWith(position));
      }
      throw new SerializationException("It is no event of the log.");
    } catch (RuntimeException e) {
      return new GenericMessage<>(
          stored.eventIdentifier(), new UnreadableEvent(row.chatbotId(), e), position);
    }
  }
}
