package io.botledger.query.deployed;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.Template;
import io.botledger.query.version.VersionChanges;
import java.util.List;
import java.util.stream.Stream;

/** The projection {@code deployed-version}: the ledger of deployments as intervals. */
public final class DeployedVersionProjector implements Projector {
  private final VersionChanges versions;

  /**
   * A start and an end are one statement, so that a batch keeps their order: an end frees the place
   * that the next start takes. Either changes one row, or the event does not fit.
   */
  private final Template deployment;

  private final Trace trace;

  public DeployedVersionProjector(Generation generation) {
    trace = new Trace(generation.table("version"), "from_position");
    versions = new VersionChanges(generation);
    deployment =
        new Template(
            """
            merge into %s as known
            using (select ? as deployment_id, ? as chatbot_id, ? as environment,
                ?::timestamptz as time, ?::bigint as position, ?::boolean as starts,
                ? as apps, ? as settings, ? as conversation, ? as kind, ? as actor, ? as reason,
                ? as previous) as event
            on known.deployment_id = event.deployment_id
            when matched and not event.starts and known.to_position is null
              and known.chatbot_id = event.chatbot_id and known.environment = event.environment
            then update set to_time = event.time, to_position = event.position
            when not matched and event.starts
            then insert (deployment_id, chatbot_id, environment, apps, settings, conversation, kind,
              actor, reason, previous_deployment_id, from_time, from_position)
            values (event.deployment_id, event.chatbot_id, event.environment, event.apps,
              event.settings, event.conversation, event.kind, event.actor, event.reason,
              event.previous, event.time, event.position)
            """
                .formatted(generation.table("deployment")));
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public List<Template> order() {
    return Stream.concat(versions.order().stream(), Stream.of(deployment)).toList();
  }

  @Override
  public void on(Recorded recorded, Changes changes) {
    versions.on(recorded, changes);
    if (recorded.event() instanceof DeploymentStarted started) {
      changes.add(
          deployment,
          started.deploymentId(),
          started.chatbotId(),
          started.environment().text(),
          recorded.timeText(),
          recorded.position(),
          true,
          started.components().apps(),
          started.components().settings(),
          started.components().conversation(),
          started instanceof VersionRolledBack ? "rollback" : "deploy",
          recorded.actor(),
          recorded.reason(),
          started.previousDeploymentId());
    } else if (recorded.event() instanceof VersionUndeployed ended) {
      changes.add(
          deployment,
          ended.deploymentId(),
          ended.chatbotId(),
          ended.environment().text(),
          recorded.timeText(),
          recorded.position(),
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }
}
