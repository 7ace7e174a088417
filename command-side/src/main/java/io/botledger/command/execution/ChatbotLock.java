package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.VersionContent;
import io.botledger.command.state.ChatbotFacts;
import io.botledger.command.state.CommandState;
import io.botledger.command.state.CommandState.Started;
import io.botledger.command.state.LockedChatbot;
import io.botledger.command.version.Actor;
import io.botledger.command.version.RefusalsWithoutAVersion;
import io.botledger.command.version.VersionConfiguration;
import io.botledger.command.version.VersionOutcome;
import io.botledger.platform.database.Statements;
import io.botledger.platform.eventstore.BeforeTheAppend;
import io.botledger.platform.eventstore.CommandTime;
import io.botledger.platform.eventstore.Contents;
import java.time.Instant;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Locks the chatbot's row before Axon loads any aggregate, gives the command its time and the facts
 * it is decided on, and writes what follows beside the events, in the same transaction.
 *
 * <p>A command takes three round trips, BEGIN going along with the first: lock, facts and the
 * streams it is decided on; what it writes and the events; commit. One more for each stream that
 * only the decision names: what is gone back to.
 */
final class ChatbotLock implements MessageHandlerInterceptor<CommandMessage<?>> {
  private final ChatbotFacts facts;
  private final CommandState tables;

  ChatbotLock(ChatbotFacts facts, CommandState tables) {
    this.facts = facts;
    this.tables = tables;
  }

  @Override
  public Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain interceptorChain)
      throws Exception {
    ChatbotCommand command = (ChatbotCommand) unitOfWork.getMessage().getPayload();
    MetaData metadata = unitOfWork.getMessage().getMetaData();
    Request request = CommandMetadata.requestIn(metadata);
    LockedChatbot locked =
        facts
            .lock(command, request.earlier())
            // Nothing is locked then, but nothing can be accepted either.
            .orElseThrow(() -> RefusalsWithoutAVersion.refuse(command, new ChatbotState()));
    CommandTime.set(unitOfWork, locked.time());
    VersionConfiguration.decideOn(unitOfWork, locked.state());
    VersionOutcome outcome = (VersionOutcome) interceptorChain.proceed();
    // A request that is refused anyhow is told why (RFC 9110, section 13.2.1).
    new StateExpected(request.preconditions()).check(outcome, locked.state(), tables);
    String actor = Actor.nameIn(metadata);
    CommandResult result =
        new CommandResult(
            outcome,
            locked.time(),
            actor,
            write(unitOfWork, command, outcome.decision(), locked, actor));
    return new CarriedOut(
        request.reply().apply(result),
        outcome.version().id(),
        outcome.decision().changesNothing() ? facts.newestPosition(command.chatbotId()) : 0,
        unitOfWork);
  }

  private @Nullable Started write(
      UnitOfWork<?> unitOfWork,
      ChatbotCommand command,
      Accepted decision,
      LockedChatbot chatbot,
      String actor) {
    if (decision.changesNothing()) {
      return decision.deploymentId() == null ? null : tables.started(decision.deploymentId());
    }
    Started started = started(decision, chatbot.state(), chatbot.time(), actor);
    Statements writes =
        CommandState.writes(
            command.chatbotId(), chatbot.state(), decision.changes(), chatbot.time(), actor);
    if (command instanceof CreateVersion create) {
      VersionContent content = create.content();
      Contents.add(writes, content.hash(), content.size(), content.json());
    }
    BeforeTheAppend.add(unitOfWork, writes);
    return started;
  }

  private static @Nullable Started started(
      Accepted decision, ChatbotState before, Instant time, String actor) {
    if (decision.environment() == null || decision.deploymentId() == null) {
      return null;
    }
    String previous =
        before
            .running(decision.environment())
            .map(running -> running.components().conversation())
            .orElse(null);
    return new Started(time, actor, previous);
  }
}
