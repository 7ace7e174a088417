package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.request.Asked;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Acknowledgement.Reads;
import io.botledger.platform.answer.AnsweredRequests;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.eventstore.Conflicts;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** Has commands carried out. */
public final class Commands {
  private static final int ATTEMPTS = 4;
  private final CommandBus bus;
  private final ChatbotQueues queues;
  private final EventsAppended eventsAppended;
  private final Progress progress;
  private final CommandJournal journal;
  private final boolean preconditionsRequired;

  /** The idempotency keys of what waits or is carried out in this process. */
  private final Set<IdempotencyKey> keysInUse = ConcurrentHashMap.newKeySet();

  /**
   * @param preconditionsRequired whether a write that does not say what it expects is refused
   */
  Commands(
      CommandBus bus,
      ChatbotQueues queues,
      EventsAppended eventsAppended,
      Progress progress,
      CommandJournal journal,
      boolean preconditionsRequired) {
    this.bus = bus;
    this.queues = queues;
    this.eventsAppended = eventsAppended;
    this.progress = progress;
    this.journal = journal;
    this.preconditionsRequired = preconditionsRequired;
  }

  /** A new id, for a version or a deployment; never given out again. */
  public static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Carries a command out: in its turn, in one transaction, and, unless the caller does not want to
   * wait, until reads show it. Holds no thread while it waits for any of that. A request that was
   * carried out before, by its idempotency key, gets the reply that it got then.
   *
   * @param reply what it is answered with if it is accepted; asked for inside the transaction
   * @return fails with a {@link Refusal}, or with an outage's or a defect's exception
   */
  public CompletableFuture<Acknowledgement> execute(
      Asked asked, RequestContext context, Function<CommandResult, Reply> reply) {
    NeededGrants.require(asked.command(), context);
    requirePreconditions(asked.command(), context);
    return execute(asked, context, reply, null);
  }

  /**
   * The same for a history that is made up: as if it had been done at that time. Of a chatbot time
   * does not run backwards by that, nor ahead of the clock. Nothing has to be expected.
   */
  public CompletableFuture<Acknowledgement> executeAsIfAt(
      Instant time, Asked asked, RequestContext context, Function<CommandResult, Reply> reply) {
    NeededGrants.require(asked.command(), context);
    return execute(asked, context, reply, time);
  }

  private CompletableFuture<Acknowledgement> execute(
      Asked asked,
      RequestContext context,
      Function<CommandResult, Reply> reply,
      @Nullable Instant earlier) {
    long arrival = System.nanoTime();
    ChatbotCommand command = asked.command();
    return inItsTurn(
            asked,
            context,
            new Request(context.preconditions(), context.idempotencyKey(), reply, earlier))
        .whenComplete((done, failure) -> note(command, context, arrival, done, failure))
        .thenCompose(done -> untilReadsShowIt(command.chatbotId(), done, context));
  }

  private CompletableFuture<CarriedOut> inItsTurn(
      Asked asked, RequestContext context, Request request) {
    IdempotencyKey key = request.idempotencyKey();
    if (key != null && !keysInUse.add(key)) {
      // Without a place in the queue; other processes find the first one's lock.
      return CompletableFuture.failedFuture(AnsweredRequests.inUse());
    }
    return queues
        .submit(asked.command().chatbotId(), () -> carryOut(asked, context, request))
        .whenComplete(
            (done, failure) -> {
              if (key != null) {
                keysInUse.remove(key);
              }
            });
  }

  private void requirePreconditions(ChatbotCommand command, RequestContext context) {
    boolean changesWhatIsThere =
        !(command instanceof CreateVersion create) || create.deployTo() != null;
    if (preconditionsRequired && changesWhatIsThere && !context.preconditions().areGiven()) {
      throw Refusal.of(
          ProblemCode.PRECONDITION_REQUIRED,
          "Here a write must say what it expects to be there: If-Match with the version's entity tag"
              + " or the id of the running deployment, or If-None-Match: * where nothing runs.");
    }
  }

  private CarriedOut carryOut(Asked asked, RequestContext context, Request request)
      throws Exception {
    ChatbotCommand command = asked.command();
    String commandId = newId();
    CommandMessage<ChatbotCommand> message =
        new GenericCommandMessage<>(
            new GenericMessage<>(
                commandId,
                command,
                CommandMetadata.of(commandId, context, asked.reason(), request)),
            command.getClass().getName());
    for (int attempt = 1; ; attempt++) {
      try {
        CarriedOut done = dispatch(message);
        // Whoever answered it before may have died before it said so.
        if (done.replayed() || !done.positions().isEmpty()) {
          eventsAppended.announce();
        }
        return done;
      } catch (Exception failure) {
        if (failure instanceof Refusal refusal && refusal.code() == ProblemCode.OUTCOME_UNKNOWN) {
          eventsAppended.announce(); // It may have been committed.
        }
        if (!Conflicts.areIn(failure)) {
          throw failure;
        }
        if (attempt == ATTEMPTS) {
          throw Refusal.retryLater(
              ProblemCode.UNAVAILABLE,
              "Somebody else keeps writing to the same version; nothing was done.",
              1,
              failure);
        }
      }
    }
  }

  private CarriedOut dispatch(CommandMessage<ChatbotCommand> message) throws Exception {
    CompletableFuture<CarriedOut> result = new CompletableFuture<>();
    bus.<ChatbotCommand, CarriedOut>dispatch(
        message, (command, answer) -> complete(result, answer));
    try {
      return result.join(); // The bus calls back before it returns.
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private static void complete(
      CompletableFuture<CarriedOut> result, CommandResultMessage<? extends CarriedOut> answer) {
    if (answer.isExceptional()) {
      result.completeExceptionally(answer.exceptionResult());
    } else {
      result.complete(answer.getPayload());
    }
  }

  private void note(
      ChatbotCommand command,
      RequestContext context,
      long arrival,
      @Nullable CarriedOut done,
      @Nullable Throwable failure) {
    long nanos = System.nanoTime() - arrival;
    if (done != null && done.versionId() != null) {
      journal.accepted(command, done.versionId(), done.positions(), context, nanos);
    } else if (done != null) {
      journal.replayed(command, context, nanos);
    } else if (failure != null) {
      journal.failed(command, named(command), failure, context, nanos);
    }
  }

  private static @Nullable String named(ChatbotCommand command) {
    boolean namesNone =
        command instanceof UndeployVersion
            || (command instanceof RollbackVersion rollback && rollback.versionId() == null);
    return namesNone ? null : command.target(new ChatbotState());
  }

  private CompletableFuture<Acknowledgement> untilReadsShowIt(
      String chatbotId, CarriedOut done, RequestContext context) {
    List<Long> positions = done.positions();
    if (context.respondAsync()) {
      return CompletableFuture.completedFuture(acknowledge(done, positions, Reads.NOT_WAITED_FOR));
    }
    // What changes nothing may rest on what another client wrote a moment ago.
    long newest = positions.isEmpty() ? done.newest() : positions.get(positions.size() - 1);
    long begin = System.nanoTime();
    return progress
        .handled(chatbotId, newest)
        .thenApply(
            shown -> {
              journal.waited(shown, System.nanoTime() - begin);
              return acknowledge(done, positions, shown ? Reads.SHOW_IT : Reads.LAG);
            });
  }

  private static Acknowledgement acknowledge(CarriedOut done, List<Long> positions, Reads reads) {
    return new Acknowledgement(done.reply(), done.replayed(), positions, reads);
  }
}
