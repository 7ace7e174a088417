package io.botledger.query.deployed;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.version.VersionRow;
import io.botledger.query.version.VersionTable;
import io.botledger.query.version.Versions;
import java.sql.Connection;
import java.sql.SQLException;
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
  public Fold begin(Connection connection, List<Recorded> events, GivenUp givenUp)
      throws SQLException {
    return new Deployments(
        deployments,
        versions.load(connection, events, givenUp),
        deployments.load(connection, events, givenUp));
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
    public void write(Connection connection) throws SQLException {
      versions.write(connection);
      table.write(connection, ledger);
    }
  }
}
