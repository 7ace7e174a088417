package io.botledger.query.deployed;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.version.VersionRow;
import io.botledger.query.version.VersionTable;
import io.botledger.query.version.Versions;
import java.util.List;

/** The projection {@code deployed-version}: the ledger of deployments as intervals. */
public final class DeployedVersionProjector implements Projector {
  private final VersionTable versions;
  private final DeploymentTable deployments;

  public DeployedVersionProjector(Generation generation) {
    versions = new VersionTable(generation);
    deployments = new DeploymentTable(generation);
  }

  @Override
  public Fold begin(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    return new Deployments(
        deployments,
        versions.load(reads, events, givenUp),
        deployments.load(reads, events, givenUp));
  }

  private record Deployments(DeploymentTable table, Versions versions, Ledger ledger)
      implements Fold {

    @Override
    public boolean hasApplied(Recorded event) {
      return versions.hasApplied(event);
    }

    @Override
    public void on(Recorded event) {
      VersionRow version = versions.after(event);
      if (event.event() instanceof DeploymentStarted started) {
        ledger.start(event, started);
      } else if (event.event() instanceof VersionUndeployed ended) {
        ledger.end(event, ended);
      }
      versions.put(event, version);
    }

    @Override
    public void write(RoundTrip writes) {
      versions.write(writes);
      table.write(writes, ledger);
    }
  }
}
