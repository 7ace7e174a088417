package io.botledger.query.deployed;

import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.projection.DoesNotFit;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deployments that a batch of events is about, as its events start and end them. */
final class Ledger {

  /** A start as the ledger keeps it. */
  record Start(
      String deploymentId,
      String chatbotId,
      String environment,
      Composition components,
      String kind,
      String actor,
      @Nullable String reason,
      @Nullable String previousId,
      String time,
      long position) {

    static Start of(Recorded recorded, DeploymentStarted started) {
      return new Start(
          started.deploymentId(),
          started.chatbotId(),
          started.environment().text(),
          started.components(),
          started instanceof VersionRolledBack ? "rollback" : "deploy",
          recorded.actor(),
          recorded.reason(),
          started.previousDeploymentId(),
          recorded.timeText(),
          recorded.position());
    }
  }

  /** Where a deployment ended. */
  record End(String time, long position) {}

  /** A deployment with what is to be written of it. */
  record Entry(Start start, @Nullable End end) {}

  private record Place(String chatbotId, String environment) {}

  private record Known(String deploymentId, Place place, long from, boolean isRunning) {}

  private final Map<String, Known> known = new HashMap<>();
  private final Map<Place, Known> running = new HashMap<>();
  private final Map<String, Start> started = new LinkedHashMap<>();
  private final Map<String, End> ended = new LinkedHashMap<>();
  private final GivenUp givenUp;

  Ledger(GivenUp givenUp) {
    this.givenUp = givenUp;
  }

  void loaded(String deploymentId, String chatbotId, String environment, long from, boolean runs) {
    Known one = new Known(deploymentId, new Place(chatbotId, environment), from, runs);
    known.put(deploymentId, one);
    if (runs) {
      running.put(one.place(), one);
    }
  }

  /**
   * Starts a deployment.
   *
   * @throws DoesNotFit if there is one of that id, or if another runs there. An end that was given
   *     up is made good: what runs on for want of it ends where the next one starts
   */
  void start(Recorded recorded, DeploymentStarted event) {
    if (known.containsKey(event.deploymentId())) {
      throw new DoesNotFit("There was a deployment " + event.deploymentId() + " before.");
    }
    Place place = new Place(event.chatbotId(), event.environment().text());
    Known before = running.get(place);
    if (before != null) {
      if (!givenUp.isBetween(event.chatbotId(), before.from(), recorded.position())) {
        throw new DoesNotFit(
            "The deployment %s still runs in %s."
                .formatted(before.deploymentId(), place.environment()));
      }
      end(before, recorded);
    }
    started.put(event.deploymentId(), Start.of(recorded, event));
    Known one = new Known(event.deploymentId(), place, recorded.position(), true);
    known.put(event.deploymentId(), one);
    running.put(place, one);
  }

  /**
   * Ends a deployment.
   *
   * @throws DoesNotFit if it does not run there
   */
  void end(Recorded recorded, VersionUndeployed event) {
    Known before = known.get(event.deploymentId());
    if (before == null
        || !before.isRunning()
        || !before.place().equals(new Place(event.chatbotId(), event.environment().text()))) {
      throw new DoesNotFit(
          "The deployment %s does not run in %s."
              .formatted(event.deploymentId(), event.environment().text()));
    }
    end(before, recorded);
  }

  private void end(Known one, Recorded recorded) {
    ended.put(one.deploymentId(), new End(recorded.timeText(), recorded.position()));
    known.put(one.deploymentId(), new Known(one.deploymentId(), one.place(), one.from(), false));
    running.remove(one.place());
  }

  /** The ends of deployments that stand in the table, by deployment. */
  Map<String, End> ended() {
    Map<String, End> stored = new LinkedHashMap<>(ended);
    stored.keySet().removeAll(started.keySet());
    return stored;
  }

  /** The deployments that are to be inserted; some may have ended already. */
  List<Entry> started() {
    List<Entry> entries = new ArrayList<>();
    started.forEach((id, start) -> entries.add(new Entry(start, ended.get(id))));
    return entries;
  }
}
