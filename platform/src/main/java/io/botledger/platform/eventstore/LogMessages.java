package io.botledger.platform.eventstore;

import io.botledger.events.LedgerEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/** What rows of the log are handed out as: messages with their positions, read to the end. */
final class LogMessages {
  private final Serializer serializer;

  LogMessages(Serializer serializer) {
    this.serializer = serializer;
  }

  /** A row as messages; as one with an {@link UnreadableEvent} if it cannot be read. */
  List<TrackedEventMessage<?>> of(GapSafeReader.Positioned event) {
    Map<String, Long> position = Map.of(EventLog.POSITION, event.position());
    try {
      return EventUtils.upcastAndDeserializeTrackedEvents(
              Stream.of(event.event()), serializer, NoOpEventUpcaster.INSTANCE)
          .<TrackedEventMessage<?>>map(
              // A tracked message stays one, whatever the declared type of the copy.
              message -> read((TrackedEventMessage<?>) message.andMetaData(position)))
          .toList();
    } catch (RuntimeException e) {
      return List.of(unreadable(event, position, e));
    }
  }

  /** Messages are read when first asked; whoever asks then could not tell whose the event is. */
  private static TrackedEventMessage<?> read(TrackedEventMessage<?> message) {
    if (message.getPayload() instanceof LedgerEvent) {
      return message;
    }
    throw new SerializationException("It is no event of the log.");
  }

  private static TrackedEventMessage<?> unreadable(
      GapSafeReader.Positioned event, Map<String, Long> position, RuntimeException cause) {
    TrackedEventData<?> tracked = event.event();
    DomainEventData<?> data = event.event();
    return new GenericTrackedDomainEventMessage<>(
        tracked.trackingToken(),
        data.getType(),
        data.getAggregateIdentifier(),
        data.getSequenceNumber(),
        new GenericMessage<>(
            data.getEventIdentifier(), new UnreadableEvent(event.chatbotId(), cause), position),
        data::getTimestamp);
  }
}
