package io.botledger.platform.eventstore;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/**
 * A row of the log. Axon's own holds the time as a text, which each row then costs to be written
 * and read again.
 *
 * @param payload JSON
 * @param metaData JSON
 */
record StoredEvent(
    String type,
    String aggregateIdentifier,
    long sequenceNumber,
    String eventIdentifier,
    Instant timestamp,
    String payloadType,
    String payloadRevision,
    String payload,
    String metaData)
    implements DomainEventData<String> {

  @Override
  public String getType() {
    return type;
  }

  @Override
  public String getAggregateIdentifier() {
    return aggregateIdentifier;
  }

  @Override
  public long getSequenceNumber() {
    return sequenceNumber;
  }

  @Override
  public String getEventIdentifier() {
    return eventIdentifier;
  }

  @Override
  public Instant getTimestamp() {
    return timestamp;
  }

  @Override
  public SerializedObject<String> getMetaData() {
    return new SerializedMetaData<>(metaData, String.class);
  }

  @Override
  public SerializedObject<String> getPayload() {
    return new SimpleSerializedObject<>(payload, String.class, payloadType, payloadRevision);
  }
}
