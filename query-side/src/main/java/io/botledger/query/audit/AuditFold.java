package io.botledger.query.audit;

import static io.botledger.query.audit.AuditAction.CREATED;
import static io.botledger.query.audit.AuditAction.DELETED;
import static io.botledger.query.audit.AuditAction.DEPLOYED;
import static io.botledger.query.audit.AuditAction.KEY_CREATED;
import static io.botledger.query.audit.AuditAction.KEY_REVOKED;
import static io.botledger.query.audit.AuditAction.RESTORED;
import static io.botledger.query.audit.AuditAction.ROLLED_BACK;
import static io.botledger.query.audit.AuditAction.UNDEPLOYED;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.database.RoundTrip;
import io.botledger.query.audit.AuditEntry.Actor;
import io.botledger.query.projection.DoesNotFit;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries that a batch of events makes. */
final class AuditFold implements Fold {
  private final EntryTable table;
  private final TemporalRows<AuditedVersion> versions;
  private final Set<Long> written;
  private final List<AuditEntry> entries = new ArrayList<>();

  AuditFold(EntryTable table, TemporalRows<AuditedVersion> versions, Set<Long> written) {
    this.table = table;
    this.versions = versions;
    this.written = written;
  }

  @Override
  public boolean hasApplied(Recorded event) {
    return written.contains(event.position());
  }

  @Override
  public void on(Recorded recorded) {
    if (recorded.event() instanceof ApiKeyEvent event) {
      on(recorded, event);
    } else {
      on(recorded, recorded.versionEvent());
    }
  }

  private void on(Recorded recorded, ApiKeyEvent event) {
    String id = recorded.versionId();
    if (event instanceof ApiKeyCreated created) {
      String sentence = Sentence.created(recorded.actor(), id, created);
      add(recorded, null, KEY_CREATED, null, Change.created(id, created), sentence);
    } else if (event instanceof ApiKeyRevoked revoked) {
      String sentence = Sentence.revoked(recorded.actor(), id, revoked);
      add(recorded, null, KEY_REVOKED, null, Change.revoked(id, recorded.timeText()), sentence);
    }
  }

  private void on(Recorded recorded, VersionEvent event) {
    String id = recorded.versionId();
    String actor = recorded.actor();
    if (event instanceof VersionCreated created) {
      AuditedVersion version = created(recorded, created);
      String change = Change.created(id, created);
      versions.put(id, version, recorded.position());
      add(recorded, version, CREATED, null, change, Sentence.created(actor, version));
      return;
    }
    AuditedVersion version = known(recorded);
    if (event instanceof DeploymentStarted started) {
      add(
          recorded,
          version,
          started instanceof VersionRolledBack ? ROLLED_BACK : DEPLOYED,
          started.environment().text(),
          Change.started(started),
          Sentence.started(actor, version, started, this::numberOf));
    } else if (event instanceof VersionUndeployed ended) {
      String environment = ended.environment().text();
      String sentence = Sentence.ended(actor, version, ended);
      add(recorded, version, UNDEPLOYED, environment, Change.ended(environment), sentence);
    } else if (event instanceof VersionDeleted) {
      String change = Change.deleted(id, recorded.timeText());
      add(recorded, version, DELETED, null, change, Sentence.deleted(actor, version));
    } else if (event instanceof VersionRestored restored) {
      AuditedVersion renamed = version.renamed(restored.name());
      String change = Change.restored(id, version.name(), restored.name());
      String sentence = Sentence.restored(actor, version, renamed);
      versions.put(id, renamed, recorded.position());
      add(recorded, renamed, RESTORED, null, change, sentence);
    } else {
      throw new DoesNotFit("No projection knows " + event.getClass().getSimpleName() + ".");
    }
  }

  private AuditedVersion created(Recorded recorded, VersionCreated created) {
    if (versions.now(recorded.versionId()) != null) {
      throw new DoesNotFit("A version is created by its first event alone.");
    }
    return new AuditedVersion(
        recorded.versionId(), created.chatbotId(), created.versionNumber(), created.name());
  }

  private AuditedVersion known(Recorded recorded) {
    AuditedVersion version = versions.now(recorded.versionId());
    if (version == null) {
      throw new DoesNotFit("The version is not known.");
    }
    if (!version.chatbotId().equals(recorded.event().chatbotId())) {
      throw new DoesNotFit("The version belongs to the chatbot " + version.chatbotId() + ".");
    }
    return version;
  }

  private String numberOf(String versionId) {
    AuditedVersion version = versions.now(versionId);
    return version == null ? "" : version.versionNumber();
  }

  private void add(
      Recorded recorded,
      @Nullable AuditedVersion version,
      AuditAction action,
      @Nullable String environment,
      String change,
      String summary) {
    entries.add(
        new AuditEntry(
            recorded.position(),
            recorded.timeText(),
            new Actor(recorded.actor(), recorded.actorKind()),
            action.text(),
            version == null ? null : version.chatbotId(),
            version == null ? null : version.id(),
            version == null ? null : version.versionNumber(),
            environment,
            recorded.reason(),
            recorded.surface(),
            change,
            summary));
  }

  @Override
  public void write(RoundTrip writes) {
    versions.write(writes);
    table.insert(writes, entries);
  }
}
