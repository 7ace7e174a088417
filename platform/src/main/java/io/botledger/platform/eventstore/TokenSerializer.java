package io.botledger.platform.eventstore;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Tracking tokens and whatever else Axon keeps for itself, under Axon's class names. A replay token
 * names the classes of what it wraps; only Axon's own and text are admitted.
 */
public final class TokenSerializer extends Jackson3Serializer {

  private static final String AXON = "org.axonframework.";

  public TokenSerializer() {
    super(
        Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(
                mapper ->
                    mapper.polymorphicTypeValidator(
                        BasicPolymorphicTypeValidator.builder()
                            .allowIfSubType(AXON)
                            .allowIfSubType(String.class)
                            .build())));
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    String name = type.getName();
    boolean admitted =
        SerializedType.emptyType().equals(type)
            || name.startsWith(AXON)
            || name.equals(String.class.getName());
    if (!admitted) {
      throw new SerializationException("Nothing of the type " + name + " is read.");
    }
    return super.classForType(type);
  }
}
