package io.botledger.command.execution;

import io.botledger.command.version.Actor;
import io.botledger.platform.web.RequestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.jspecify.annotations.Nullable;

/**
 * Who, why, through which surface, in which connection: put on a command once and copied from there
 * to every one of its events.
 */
final class CommandMetadata implements CorrelationDataProvider {
  private static final String REASON = "reason";
  private static final String SURFACE = "surface";
  private static final String COMMAND_ID = "commandId";
  private static final String CORRELATION_ID = "correlationId";
  private static final String CAUSATION_ID = "causationId";

  /** For the command alone, no event has it. */
  private static final String REQUEST = "request";

  private static final List<String> COPIED =
      List.of(Actor.KEY, REASON, SURFACE, COMMAND_ID, CORRELATION_ID, CAUSATION_ID);

  /** The metadata of a command. What caused its events is the command itself. */
  static MetaData of(
      String commandId, RequestContext context, @Nullable String reason, Request request) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put(Actor.KEY, Actor.of(context.caller()));
    if (reason != null) {
      metadata.put(REASON, reason);
    }
    metadata.put(SURFACE, context.surface().text());
    metadata.put(COMMAND_ID, commandId);
    metadata.put(CORRELATION_ID, context.correlationId());
    metadata.put(CAUSATION_ID, commandId);
    metadata.put(REQUEST, request);
    return MetaData.from(metadata);
  }

  /** What the command's transaction must know of its request. */
  static Request requestIn(MetaData metadata) {
    return (Request) Objects.requireNonNull(metadata.get(REQUEST));
  }

  @Override
  public Map<String, ?> correlationDataFor(Message<?> message) {
    return message.getMetaData().subset(COPIED.toArray(String[]::new));
  }
}
