package io.botledger.query.projection;

import io.botledger.events.VersionEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of a chatbot are handled one after the other, by one segment. Axon's own policy would
 * be the aggregate's id, a version's: what ends and what starts in an environment would race.
 */
final class ByChatbot implements SequencingPolicy<EventMessage<?>> {
  private static final JsonMapper JSON = new JsonMapper();
  private final Serializer events;

  ByChatbot(Serializer events) {
    this.events = events;
  }

  @Override
  public Object getSequenceIdentifierFor(EventMessage<?> message) {
    try {
      if (message.getPayload() instanceof VersionEvent event) {
        return event.chatbotId();
      }
    } catch (SerializationException e) {
      return fromText(message);
    }
    return message.getIdentifier();
  }

  /** A payload that cannot be understood holds up its chatbot, not the whole log. */
  private Object fromText(EventMessage<?> message) {
    try {
      JsonNode id =
          JSON.readTree(message.serializePayload(events, byte[].class).getData()).get("chatbotId");
      return id != null && id.isString() ? id.stringValue() : message.getIdentifier();
    } catch (JacksonException e) {
      return message.getIdentifier();
    }
  }
}
