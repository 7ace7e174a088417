package io.botledger.command.execution;

import io.botledger.events.ApiKeyEvent;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Acknowledgement.Reads;
import io.botledger.platform.answer.AnsweredRequests;
import io.botledger.platform.answer.AnsweredRequests.Kept;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.eventstore.CommitOutcome;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends the events of API keys, in transactions of their own, one after the other over all
 * processes: like those of one chatbot, they become visible in the order of their positions, and
 * their time never runs backwards.
 */
@Component
public final class KeyLedger {
  private static final Logger log = LoggerFactory.getLogger("botledger.command");
  private static final String AGGREGATE = "ApiKey";

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('botledger api keys', 0))";

  // A statement of its own, so that it sees what the lock was waited for.
  private static final String TIME =
      """
      select greatest(date_trunc('milliseconds', clock_timestamp()), (
        select time_stamp from events.event
        where chatbot_id = ? order by global_index desc limit 1))
      """;

  private static final String NEWEST =
      "select coalesce(max(global_index), 0) from events.event where chatbot_id = ?";

  /**
   * An event that a decision comes to.
   *
   * @param sequence its number in the key's stream
   */
  public record Change(String keyId, long sequence, ApiKeyEvent event) {}

  private final TransactionManager transactions;
  private final EventStorageEngine events;
  private final JdbcTemplate database;
  private final AnsweredRequests answered;
  private final EventsAppended eventsAppended;
  private final Progress progress;

  KeyLedger(
      TransactionManager axonTransactionManager,
      EventStorageEngine eventStorageEngine,
      @Qualifier("commandDataSource") DataSource commandDataSource,
      EventsAppended eventsAppended,
      Progress progress,
      JsonMapper json) {
    this.transactions = new CommitOutcome(axonTransactionManager);
    this.events = eventStorageEngine;
    this.database = new JdbcTemplate(commandDataSource);
    this.answered = new AnsweredRequests(commandDataSource, "command", json);
    this.eventsAppended = eventsAppended;
    this.progress = progress;
  }

  /**
   * Decides and appends, in one transaction; then waits until the audit shows it, unless the caller
   * does not want to. A request that was carried out before, by its idempotency key, gets the reply
   * that it got then.
   *
   * @param decide gets the time of the event; null: nothing changes. What it writes belongs to the
   *     same transaction
   * @param reply asked for at the end of the transaction; it may be kept for a day
   * @throws Refusal what the decision throws, {@code outcome-unknown}, or what is wrong with the
   *     idempotency key
   */
  public CompletableFuture<Acknowledgement> append(
      RequestContext context,
      @Nullable String reason,
      Function<Instant, @Nullable Change> decide,
      Supplier<Reply> reply) {
    Committed committed;
    try {
      committed =
          transactions.fetchInTransaction(() -> carryOutOnce(context, reason, decide, reply));
    } catch (Refusal refusal) {
      if (refusal.code() == ProblemCode.OUTCOME_UNKNOWN) {
        eventsAppended.announce(); // It may have been committed.
      }
      throw refusal;
    }
    eventsAppended.announce();
    return context.respondAsync()
        ? CompletableFuture.completedFuture(committed.acknowledge(Reads.NOT_WAITED_FOR))
        : progress
            .handled(ApiKeyEvent.CHATBOT_ID, committed.newest())
            .thenApply(shown -> committed.acknowledge(shown ? Reads.SHOW_IT : Reads.LAG));
  }

  private record Committed(Reply reply, boolean replayed, long newest) {
    Acknowledgement acknowledge(Reads reads) {
      return new Acknowledgement(reply, replayed, List.of(), reads);
    }
  }

  private Committed carryOutOnce(
      RequestContext context,
      @Nullable String reason,
      Function<Instant, @Nullable Change> decide,
      Supplier<Reply> reply) {
    IdempotencyKey key = context.idempotencyKey();
    if (key != null) {
      Optional<Kept> kept = answered.find(key, ApiKeyEvent.CHATBOT_ID);
      if (kept.isPresent()) {
        return new Committed(kept.get().reply(), true, kept.get().newest());
      }
    }
    carryOut(context, reason, decide);
    long newest =
        Objects.requireNonNull(database.queryForObject(NEWEST, Long.class, ApiKeyEvent.CHATBOT_ID));
    Reply given = reply.get();
    return new Committed(key == null ? given : answered.keep(key, given), false, newest);
  }

  private void carryOut(
      RequestContext context, @Nullable String reason, Function<Instant, @Nullable Change> decide) {
    database.query(LOCK, row -> {});
    Instant time =
        Objects.requireNonNull(
                database.queryForObject(TIME, OffsetDateTime.class, ApiKeyEvent.CHATBOT_ID))
            .toInstant();
    Change change = decide.apply(time);
    if (change == null) {
      return;
    }
    events.appendEvents(
        List.of(
            new GenericDomainEventMessage<>(
                AGGREGATE,
                change.keyId(),
                change.sequence(),
                new GenericMessage<>(
                    change.event(), CommandMetadata.ofEvents(Commands.newId(), context, reason)),
                time)));
    log.info(
        "{} key={} accepted actor={} correlation={}",
        change.event().getClass().getSimpleName(),
        change.keyId(),
        context.caller().name(),
        context.correlationId());
  }
}
