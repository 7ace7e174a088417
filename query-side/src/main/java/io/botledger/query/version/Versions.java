package io.botledger.query.version;

import io.botledger.events.VersionCreated;
import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.query.projection.DoesNotFit;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalRows;
import java.util.Map;

/**
 * The versions that a batch of events is about. That the sequence numbers of a version follow one
 * another is checked, so that no event of a version can be missing.
 */
public final class Versions {
  private final TemporalRows<VersionRow> rows;
  private final Map<String, String> contentNames;
  private final GivenUp givenUp;

  Versions(TemporalRows<VersionRow> rows, Map<String, String> contentNames, GivenUp givenUp) {
    this.rows = rows;
    this.contentNames = contentNames;
    this.givenUp = givenUp;
  }

  /** Whether the event has left its row: every event of a version begins one. */
  public boolean hasApplied(Recorded event) {
    return rows.since(event.versionId()) >= event.position();
  }

  /**
   * What the event's version is after it. Nothing is changed yet.
   *
   * @throws DoesNotFit if it is not the version's next event
   */
  public VersionRow after(Recorded recorded) {
    VersionRow before = rows.now(recorded.versionId());
    if (recorded.event() instanceof VersionCreated created) {
      if (before != null || recorded.sequence() != 0) {
        throw new DoesNotFit("A version is created by its first event alone.");
      }
      return new VersionRow(
          VersionSnapshot.created(recorded.versionId(), created, recorded.time(), recorded.actor()),
          recorded.position(),
          contentNames.get(created.contentHash()));
    }
    if (before == null) {
      throw new DoesNotFit("The version is not known.");
    }
    VersionSnapshot version = before.version();
    if (!version.chatbotId().equals(recorded.event().chatbotId())) {
      throw new DoesNotFit("The version belongs to the chatbot " + version.chatbotId() + ".");
    }
    if (!givenUp.follows(recorded, version.revision())) {
      throw new DoesNotFit(
          "The version's event number %d does not follow on number %d."
              .formatted(recorded.sequence(), version.revision()));
    }
    return new VersionRow(
        version.after(
            recorded.versionEvent(), recorded.sequence(), recorded.time(), recorded.actor()),
        before.createdPosition(),
        before.contentName());
  }

  /** From the event on its version is as {@link #after} said. */
  public void put(Recorded recorded, VersionRow row) {
    rows.put(recorded.versionId(), row, recorded.position());
  }

  /** Has what changed written: two statements at most. */
  public void write(RoundTrip writes) {
    rows.write(writes);
  }
}
