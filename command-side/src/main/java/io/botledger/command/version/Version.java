package io.botledger.command.version;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Change;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.events.VersionEvent;
import io.botledger.platform.eventstore.Snapshot;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A version. It has its decisions made by pure functions and applies what follows, on its own
 * stream and, where the version that ran before is concerned, on that one's.
 *
 * <p>There is no lock of Axon's: the chatbot's row, locked before anything is loaded, admits one
 * command of a chatbot at a time, in all processes.
 */
@Aggregate(
    type = "Version",
    lockFactory = "theChatbotIsLockedAlready",
    commandTargetResolver = "targetInLockedChatbot")
class Version {

  /** A command that had so many events read writes a snapshot. */
  static final int KEPT_AFTER = 10;

  @AggregateIdentifier private @Nullable String id;
  private @Nullable VersionFold fold;
  private int sinceSnapshot;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  VersionOutcome decide(CreateVersion command, ChatbotState chatbot, OtherVersions others) {
    id = command.versionId();
    return carryOut(command, chatbot, others);
  }

  @CommandHandler
  VersionOutcome decide(DeployVersion command, ChatbotState chatbot, OtherVersions others) {
    return carryOut(command, chatbot, others);
  }

  @CommandHandler
  VersionOutcome decide(RollbackVersion command, ChatbotState chatbot, OtherVersions others) {
    return carryOut(command, chatbot, others);
  }

  @CommandHandler
  VersionOutcome decide(UndeployVersion command, ChatbotState chatbot, OtherVersions others) {
    return carryOut(command, chatbot, others);
  }

  @CommandHandler
  VersionOutcome decide(DeleteVersion command, ChatbotState chatbot, OtherVersions others) {
    return carryOut(command, chatbot, others);
  }

  @CommandHandler
  VersionOutcome decide(RestoreVersion command, ChatbotState chatbot, OtherVersions others) {
    return carryOut(command, chatbot, others);
  }

  private VersionOutcome carryOut(
      ChatbotCommand command, ChatbotState chatbot, OtherVersions others) {
    VersionFold before = fold;
    Accepted accepted =
        Refusals.unless(command, command.decide(before == null ? null : before.state(), chatbot));
    keepIfLong();
    for (Change change : accepted.changes()) {
      if (change.versionId().equals(id)) {
        apply(change.event());
      } else {
        others.apply(change.versionId(), change.event());
      }
    }
    if (fold == null) {
      throw new IllegalStateException("The decision created no version.");
    }
    return new VersionOutcome(accepted, before == null ? null : before.shown(), fold.shown());
  }

  /** Before new events are applied: spares later loads what was read for this one. */
  void keepIfLong() {
    if (fold != null && sinceSnapshot >= KEPT_AFTER) {
      fold.snapshot().keep();
      sinceSnapshot = 0;
    }
  }

  @EventSourcingHandler
  void goOnFrom(Snapshot snapshot) {
    id = snapshot.aggregate();
    fold = VersionFold.of(snapshot);
  }

  @EventSourcingHandler
  void evolve(
      VersionEvent event,
      @SourceId String versionId,
      @SequenceNumber long sequence,
      @Timestamp Instant time,
      MetaData metaData) {
    id = versionId;
    fold = VersionFold.evolve(fold, versionId, event, sequence, time, Actor.nameIn(metaData));
    sinceSnapshot++;
  }
}
