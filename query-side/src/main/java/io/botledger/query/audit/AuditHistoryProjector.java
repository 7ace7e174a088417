package io.botledger.query.audit;

import io.botledger.events.DeploymentStarted;
import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalTable;
import java.util.List;
import java.util.stream.Stream;

/** The projection {@code audit-history}: one entry per event, with a sentence for people. */
public final class AuditHistoryProjector implements Projector {
  private final TemporalTable<AuditedVersion> versions;
  private final EntryTable entries;

  public AuditHistoryProjector(Generation generation) {
    versions = AuditedVersion.table(generation);
    entries = new EntryTable(generation);
  }

  @Override
  public Fold begin(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    List<String> named =
        events.stream().flatMap(AuditHistoryProjector::versions).distinct().toList();
    return new AuditFold(entries, versions.load(reads, named), entries.written(reads, events));
  }

  /** The versions that an event's sentence may name. */
  private static Stream<String> versions(Recorded recorded) {
    return recorded.event() instanceof DeploymentStarted started
        ? Stream.of(
            recorded.versionId(), started.components().apps(), started.components().settings())
        : Stream.of(recorded.versionId());
  }
}
