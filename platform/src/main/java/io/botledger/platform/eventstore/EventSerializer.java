package io.botledger.platform.eventstore;

import io.botledger.platform.eventstore.EventTypes.EventType;
import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Events and their metadata as JSON, under the names of {@link EventTypes} and no others. Members
 * stand in the order of the record, null included, and what is unknown or missing is an error: an
 * event is never half understood.
 *
 * <p>Older revisions are upcast here, and not where Axon would do it, on the way out of the store:
 * aggregates, followers of the log, dead letters, checks and test fixtures all read through this
 * class, and Axon's queue of dead letters knows no upcasters.
 */
public final class EventSerializer extends Jackson3Serializer {

  private static final SerializedType METADATA =
      new SimpleSerializedType(MetaData.class.getName(), null);

  private final EventUpcaster upcasters;

  public EventSerializer() {
    this(EventTypes.upcasters());
  }

  EventSerializer(EventUpcaster upcasters) {
    super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventSerializer::strict));
    this.upcasters = upcasters;
  }

  private static void strict(JsonMapper.Builder mapper) {
    mapper
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  @Override
  public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
    if (type == null || type == Void.class || type == void.class) {
      return SerializedType.emptyType();
    }
    if (type == MetaData.class) {
      return METADATA;
    }
    return EventTypes.of(type)
        .map(event -> new SimpleSerializedType(event.name(), event.revision()))
        .orElseThrow(
            () -> new SerializationException(type.getName() + " is no event that can be stored."));
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    if (SerializedType.emptyType().equals(type)) {
      return Void.class;
    }
    if (METADATA.getName().equals(type.getName())) {
      return MetaData.class;
    }
    return known(type).type();
  }

  @Override
  public <S, T> T deserialize(SerializedObject<S> stored) {
    SerializedType type = stored.getType();
    boolean isEvent = !type.equals(SerializedType.emptyType()) && !type.equals(METADATA);
    return isEvent && EventTypes.older().contains(known(type))
        ? super.deserialize(upcast(stored))
        : super.deserialize(stored);
  }

  private SerializedObject<?> upcast(SerializedObject<?> stored) {
    SerializedType type = stored.getType();
    // The chain is about messages; of this one the payload alone matters.
    EventData<?> message =
        new GenericDomainEventEntry<Object>(
            "", "", 0, "", Instant.EPOCH, type.getName(), type.getRevision(), stored.getData(), "");
    try {
      return upcasters
          .upcast(Stream.of(new InitialEventRepresentation(message, this)))
          .<SerializedObject<?>>map(IntermediateEventRepresentation::getData)
          .filter(lifted -> EventTypes.current().contains(known(lifted.getType())))
          .findFirst()
          .orElseThrow(
              () ->
                  new SerializationException(
                      "Nothing lifts %s from revision %s to the current one."
                          .formatted(type.getName(), type.getRevision())));
    } catch (JacksonException e) {
      throw new SerializationException("Error while upcasting " + type.getName(), e);
    }
  }

  private static EventType known(SerializedType type) {
    // Axon would drop the event without a word if this answered "unknown".
    return EventTypes.named(type.getName(), String.valueOf(type.getRevision()))
        .orElseThrow(
            () ->
                new SerializationException(
                    "No event is called " + type.getName() + ", revision " + type.getRevision()));
  }
}
