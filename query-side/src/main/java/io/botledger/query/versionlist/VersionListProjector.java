package io.botledger.query.versionlist;

import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Fold;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalRows;
import io.botledger.query.projection.TemporalTable;
import io.botledger.query.version.VersionRow;
import io.botledger.query.version.VersionTable;
import io.botledger.query.version.Versions;
import io.botledger.query.versionlist.ChatbotTable.Overview;
import java.util.List;

/** The projection {@code version-list}: the versions, and an overview of each chatbot. */
public final class VersionListProjector implements Projector {
  private final VersionTable versions;
  private final TemporalTable<Overview> chatbots;

  public VersionListProjector(Generation generation) {
    versions = new VersionTable(generation);
    chatbots = ChatbotTable.of(generation);
  }

  @Override
  public Fold begin(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    return new Lists(
        versions.load(reads, events, givenUp),
        chatbots.load(
            reads, events.stream().map(one -> one.event().chatbotId()).distinct().toList()));
  }

  private record Lists(Versions versions, TemporalRows<Overview> chatbots) implements Fold {

    @Override
    public boolean hasApplied(Recorded event) {
      return versions.hasApplied(event);
    }

    @Override
    public void on(Recorded event) {
      String chatbotId = event.event().chatbotId();
      VersionRow version = versions.after(event);
      Overview overview = Overview.after(chatbots.now(chatbotId), event);
      versions.put(event, version);
      chatbots.put(chatbotId, overview, event.position());
    }

    @Override
    public void write(RoundTrip writes) {
      versions.write(writes);
      chatbots.write(writes);
    }
  }
}
