package io.botledger.platform.eventstore;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
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
 */
public final class EventSerializer extends Jackson3Serializer {

  private static final SerializedType METADATA =
      new SimpleSerializedType(MetaData.class.getName(), null);

  public EventSerializer() {
    super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventSerializer::strict));
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
    // Axon would drop the event without a word if this answered "unknown".
    return EventTypes.named(type.getName(), String.valueOf(type.getRevision()))
        .orElseThrow(
            () ->
                new SerializationException(
                    "No event is called " + type.getName() + ", revision " + type.getRevision()))
        .type();
  }
}
