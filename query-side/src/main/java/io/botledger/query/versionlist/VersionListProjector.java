package io.botledger.query.versionlist;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.Template;
import io.botledger.query.version.VersionChanges;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The projection {@code version-list}: the versions, and an overview of each chatbot. */
public final class VersionListProjector implements Projector {
  private static final JsonMapper JSON = new JsonMapper();

  private final VersionChanges versions;
  private final Template chatbot;
  private final Trace trace;

  public VersionListProjector(Generation generation) {
    trace = new Trace(generation.table("version"), "from_position");
    versions = new VersionChanges(generation);
    chatbot =
        new Template(
            """
            with event as (
              select ? as chatbot_id, ?::bigint as difference, ?::timestamptz as time,
                ? as stops_in, ?::jsonb as starts_in, ?::bigint as position),
            ended as (
              update %1$s as now set to_position = event.position from event
              where now.chatbot_id = event.chatbot_id and now.to_position is null
              returning now.versions, now.environments)
            insert into %1$s (chatbot_id, versions, last_change, environments, from_position)
            select event.chatbot_id, coalesce(ended.versions, 0) + event.difference, event.time,
              (coalesce(ended.environments, '{}') - coalesce(event.stops_in, ''))
                || coalesce(event.starts_in, '{}'),
              event.position
            from event left join ended on true
            """
                .formatted(generation.table("chatbot")));
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public List<Template> order() {
    return Stream.concat(versions.order().stream(), Stream.of(chatbot)).toList();
  }

  @Override
  public void on(Recorded recorded, Changes changes) {
    versions.on(recorded, changes);
    VersionEvent event = recorded.event();
    changes.add(
        chatbot,
        event.chatbotId(),
        difference(event),
        recorded.timeText(),
        event instanceof VersionUndeployed undeployed ? undeployed.environment().text() : null,
        event instanceof DeploymentStarted deployment ? startsIn(recorded, deployment) : null,
        recorded.position());
  }

  private static long difference(VersionEvent event) {
    if (event instanceof VersionCreated || event instanceof VersionRestored) {
      return 1;
    }
    return event instanceof VersionDeleted ? -1 : 0;
  }

  private static @Nullable String startsIn(Recorded recorded, DeploymentStarted deployment) {
    return JSON.writeValueAsString(
        Map.of(
            deployment.environment().text(),
            Map.of(
                "deploymentId", deployment.deploymentId(),
                "versionId", deployment.components().conversation(),
                "since", recorded.timeText())));
  }
}
