package io.botledger.query.audit;

import static io.botledger.query.audit.AuditAction.CREATED;
import static io.botledger.query.audit.AuditAction.DELETED;
import static io.botledger.query.audit.AuditAction.DEPLOYED;
import static io.botledger.query.audit.AuditAction.RESTORED;
import static io.botledger.query.audit.AuditAction.ROLLED_BACK;
import static io.botledger.query.audit.AuditAction.UNDEPLOYED;

import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The projection {@code audit-history}: one entry per event, with a sentence for people. */
public final class AuditHistoryProjector implements Projector {
  private final Template created;
  private final Template renamed;
  private final Template entry;
  private final Trace trace;

  public AuditHistoryProjector(Generation generation) {
    trace = new Trace(generation.table("entry"), "position");
    String version = generation.table("version");
    created =
        new Template(
            """
            insert into %s (version_id, chatbot_id, version_number, name, from_position)
            values (?, ?, ?, ?, ?)
            """
                .formatted(version));
    renamed =
        new Template(
            """
            with ended as (
              update %1$s set to_position = ?
              where version_id = ? and to_position is null and chatbot_id = ?
              returning *)
            insert into %1$s (version_id, chatbot_id, version_number, name, from_position)
            select version_id, chatbot_id, version_number, ?, to_position from ended
            """
                .formatted(version));
    entry =
        new Template(
            """
            insert into %2$s (position, time, chatbot_id, version_id, version_number, environment,
              action, actor_name, actor_kind, reason, surface, change, summary)
            select event.position, event.time, version.chatbot_id, version.version_id,
              version.version_number, event.environment, event.action, event.actor_name,
              event.actor_kind, event.reason, event.surface,
              case when before.name <> version.name then event.change_as else event.change end,
              format(
                case when before.name <> version.name then event.sentence_as else event.sentence end,
                event.actor_name, version.version_number, version.name, event.environment,
                (select min(version_number) from %1$s where version_id = event.apps),
                (select min(version_number) from %1$s where version_id = event.settings),
                before.name)
            from (select ?::bigint as position, ?::timestamptz as time, ? as chatbot_id,
                ? as version_id, ? as environment, ? as action, ? as actor_name, ? as actor_kind,
                ? as reason, ? as surface, ?::json as change, ?::json as change_as, ? as sentence,
                ? as sentence_as, ? as apps, ? as settings) as event
            join %1$s as version on version.version_id = event.version_id
              and version.chatbot_id = event.chatbot_id
              and version.from_position <= event.position
              and (version.to_position is null or version.to_position > event.position)
            left join %1$s as before on before.version_id = event.version_id
              and before.to_position = event.position
            """
                .formatted(version, generation.table("entry")));
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public List<Template> order() {
    // An entry takes the name that the version had at its position, so that names may run ahead.
    return List.of(created, renamed, entry);
  }

  @Override
  public void on(Recorded recorded, Changes changes) {
    VersionEvent event = recorded.event();
    String id = recorded.versionId();
    if (event instanceof VersionCreated version) {
      changes.add(
          created,
          id,
          version.chatbotId(),
          version.versionNumber(),
          version.name(),
          recorded.position());
      add(recorded, changes, Line.of(CREATED, Change.created(id, version), Sentence.CREATED));
    } else if (event instanceof DeploymentStarted started) {
      add(recorded, changes, Line.started(started));
    } else if (event instanceof VersionUndeployed ended) {
      String environment = ended.environment().text();
      Line line = Line.of(UNDEPLOYED, Change.ended(environment), Sentence.ended(ended));
      add(recorded, changes, line.in(environment));
    } else if (event instanceof VersionDeleted) {
      String change = Change.deleted(id, recorded.timeText());
      add(recorded, changes, Line.of(DELETED, change, Sentence.DELETED));
    } else if (event instanceof VersionRestored restored) {
      changes.add(renamed, recorded.position(), id, restored.chatbotId(), restored.name());
      add(recorded, changes, Line.restored(id, restored));
    } else {
      throw new IllegalArgumentException("No projection knows " + event.getClass().getSimpleName());
    }
  }

  /** What an entry says beside who, when and why; the second of each pair if the name changed. */
  private record Line(
      AuditAction action,
      @Nullable String environment,
      String change,
      @Nullable String changeAs,
      String sentence,
      @Nullable String sentenceAs,
      @Nullable Composition components) {

    static Line of(AuditAction action, String change, String sentence) {
      return new Line(action, null, change, null, sentence, null, null);
    }

    static Line started(DeploymentStarted deployment) {
      return new Line(
          deployment instanceof VersionRolledBack ? ROLLED_BACK : DEPLOYED,
          deployment.environment().text(),
          Change.started(deployment),
          null,
          Sentence.started(deployment),
          null,
          deployment.components());
    }

    static Line restored(String versionId, VersionRestored restored) {
      return new Line(
          RESTORED,
          null,
          Change.restored(versionId),
          Change.restoredAs(versionId, restored.name()),
          Sentence.RESTORED,
          Sentence.RESTORED_AS,
          null);
    }

    Line in(String environment) {
      return new Line(action, environment, change, changeAs, sentence, sentenceAs, components);
    }
  }

  private void add(Recorded recorded, Changes changes, Line line) {
    changes.add(
        entry,
        recorded.position(),
        recorded.timeText(),
        recorded.event().chatbotId(),
        recorded.versionId(),
        line.environment(),
        line.action().text(),
        recorded.actor(),
        recorded.actorKind(),
        recorded.reason(),
        recorded.surface(),
        line.change(),
        line.changeAs(),
        line.sentence(),
        line.sentenceAs(),
        line.components() == null ? null : line.components().apps(),
        line.components() == null ? null : line.components().settings());
  }
}
