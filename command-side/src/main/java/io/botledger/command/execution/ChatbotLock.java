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
 * <p>Round trips of a command, BEGIN going along with the first: lock and facts, load the version,
 * load the version that ran, tables, append, commit. That is 6 for a deploy over another version; a
 * create loads nothing and stores its content: 5, or 6 if it deploys over another version.
 */
final class ChatbotLock implements MessageHandlerInterceptor<CommandMessage<?>> {
  private final ChatbotFacts facts;
  private final CommandState tables;
  private final Contents contents;

  ChatbotLock(ChatbotFacts facts, CommandState tables, Contents contents) {
    this.facts = facts;
    this.tables = tables;
    this.contents = contents;
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
            outcome, locked.time(), actor, write(command, outcome.decision(), locked, actor));
    return new CarriedOut(
        request.reply().apply(result),
        outcome.version().id(),
        outcome.decision().changesNothing() ? facts.newestPosition(command.chatbotId()) : 0,
        unitOfWork);
  }

  private @Nullable Started write(
      ChatbotCommand command, Accepted decision, LockedChatbot chatbot, String actor) {
    if (decision.changesNothing()) {
      return decision.deploymentId() == null ? null : tables.started(decision.deploymentId());
    }
    Started started = started(decision, chatbot.state(), chatbot.time(), actor);
    if (command instanceof CreateVersion create) {
      VersionContent content = create.content();
      contents.store(content.hash(), content.size(), content.json());
    }
    tables.write(command.chatbotId(), chatbot.state(), decision.changes(), chatbot.time(), actor);
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
