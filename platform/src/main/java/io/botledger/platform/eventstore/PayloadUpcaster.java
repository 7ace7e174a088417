package io.botledger.platform.eventstore;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts the payload of one event from one revision to the next. It sees that payload alone and
 * gives one in its place, so that an event is read the same wherever it stands.
 */
abstract class PayloadUpcaster extends SingleEventUpcaster {
  private final SerializedType from;
  private final SerializedType to;

  PayloadUpcaster(String name, String from, String to) {
    this.from = new SimpleSerializedType(name, from);
    this.to = new SimpleSerializedType(name, to);
  }

  /** The name and revision that it takes. */
  final SerializedType from() {
    return from;
  }

  /** Changes the payload in place. */
  abstract void upcast(ObjectNode payload);

  @Override
  protected final boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(from);
  }

  @Override
  protected final IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(
        to,
        JsonNode.class,
        payload -> {
          ObjectNode upcast = payload.deepCopy().asObject();
          upcast(upcast);
          return upcast;
        });
  }
}
