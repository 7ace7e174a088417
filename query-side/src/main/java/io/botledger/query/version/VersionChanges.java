package io.botledger.query.version;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.Template;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What events change in the table {@code version} of a generation. A row is never changed in what
 * it says; it ends, and a new one begins. That the sequence numbers of a version follow one another
 * is checked with it, so that no event of a version can be missing.
 */
public final class VersionChanges {
  private static final JsonMapper JSON = new JsonMapper();

  private final Template created;
  private final Template changed;

  public VersionChanges(Generation generation) {
    String table = generation.table("version");
    created =
        new Template(
            """
            insert into %s (version_id, chatbot_id, created_position, version_number, name,
              description, model_id, steps, events, intents, entities, flows, triggers, created,
              created_by, environment, content_hash, content_name, running, revision, from_position)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?,
              (select content -> 'name' from events.content
               where hash = ? and json_typeof(content -> 'name') <> 'null'),
              '{}', ?, ?)
            """
                .formatted(table));
    changed =
        new Template(
            """
            with ended as (
              update %1$s set to_position = ?
              where version_id = ? and to_position is null and chatbot_id = ? and revision = ? - 1
              returning *)
            insert into %1$s (version_id, chatbot_id, created_position, version_number, name,
              description, model_id, steps, events, intents, entities, flows, triggers, created,
              created_by, environment, content_hash, content_name, deployed, deployed_environment,
              running, deleted_at, revision, from_position)
            select version_id, chatbot_id, created_position, version_number, coalesce(?, name),
              description, model_id, steps, events, intents, entities, flows, triggers, created,
              created_by, environment, content_hash, content_name,
              coalesce(?::timestamptz, deployed), coalesce(?, deployed_environment),
              (running - coalesce(?, '')) || coalesce(?::jsonb, '{}'),
              case when ?::boolean then ?::timestamptz else deleted_at end,
              revision + 1, to_position
            from ended
            """
                .formatted(table));
  }

  /** For {@link io.botledger.query.projection.Projector#order()}. */
  public List<Template> order() {
    return List.of(created, changed);
  }

  /** Adds what the event changes. */
  public void on(Recorded recorded, Changes changes) {
    VersionEvent event = recorded.event();
    if (event instanceof VersionCreated version) {
      created(recorded, version, changes);
    } else if (event instanceof DeploymentStarted deployment) {
      changed(recorded, changes, Change.started(recorded, deployment));
    } else if (event instanceof VersionUndeployed undeployed) {
      changed(recorded, changes, Change.ended(undeployed));
    } else if (event instanceof VersionDeleted) {
      changed(
          recorded, changes, new Change(null, null, null, null, null, true, recorded.timeText()));
    } else if (event instanceof VersionRestored restored) {
      changed(recorded, changes, new Change(restored.name(), null, null, null, null, true, null));
    } else {
      throw new IllegalArgumentException("No projection knows " + event.getClass().getSimpleName());
    }
  }

  private void created(Recorded recorded, VersionCreated version, Changes changes) {
    Stats stats = version.stats();
    changes.add(
        created,
        recorded.versionId(),
        version.chatbotId(),
        recorded.position(),
        version.versionNumber(),
        version.name(),
        version.description(),
        version.modelId(),
        stats.steps(),
        stats.events(),
        stats.intents(),
        stats.entities(),
        stats.flows(),
        stats.triggers(),
        recorded.timeText(),
        recorded.actor(),
        version.environment().text(),
        version.contentHash(),
        version.contentHash(),
        recorded.sequence(),
        recorded.position());
  }

  private record Change(
      @Nullable String name,
      @Nullable String deployed,
      @Nullable String deployedEnvironment,
      @Nullable String stopsIn,
      @Nullable String startsIn,
      boolean deletion,
      @Nullable String deletedAt) {

    static Change started(Recorded recorded, DeploymentStarted deployment) {
      String environment = deployment.environment().text();
      String entry =
          JSON.writeValueAsString(
              Map.of(
                  environment,
                  Map.of(
                      "deploymentId", deployment.deploymentId(),
                      "since", recorded.timeText(),
                      "by", recorded.actor(),
                      "whole", isWhole(deployment))));
      return new Change(null, recorded.timeText(), environment, null, entry, false, null);
    }

    static Change ended(VersionUndeployed undeployed) {
      return new Change(null, null, null, undeployed.environment().text(), null, false, null);
    }

    private static boolean isWhole(DeploymentStarted deployment) {
      String conversation = deployment.components().conversation();
      return deployment.components().apps().equals(conversation)
          && deployment.components().settings().equals(conversation);
    }
  }

  private void changed(Recorded recorded, Changes changes, Change change) {
    changes.add(
        changed,
        recorded.position(),
        recorded.versionId(),
        recorded.event().chatbotId(),
        recorded.sequence(),
        change.name(),
        change.deployed(),
        change.deployedEnvironment(),
        change.stopsIn(),
        change.startsIn(),
        change.deletion(),
        change.deletedAt());
  }
}
