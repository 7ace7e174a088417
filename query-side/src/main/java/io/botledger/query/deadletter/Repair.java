package io.botledger.query.deadletter;

import io.botledger.platform.database.Outage;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Refusal;
import io.botledger.query.deadletter.LetterQueue.Letter;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.journal.Journal;
import io.botledger.query.journal.JournalAction;
import io.botledger.query.projection.Cause;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.SequenceRetry;
import io.botledger.query.projection.SequenceRetry.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries the events of a chatbot that wait, or does without the first of them. The first is claimed
 * for each portion, so that two never try the same.
 */
@Component
class Repair {

  /**
   * How far a repair is after its first portion.
   *
   * @param of the event that it began with
   * @param left how many events of the chatbot still wait
   * @param cause why the first of them does; null if none does, or if it was not tried
   */
  record Outcome(Letter of, long left, @Nullable Cause cause) {}

  private final JdbcTemplate database;
  private final LetterQueue queue;
  private final TransactionTemplate transaction;
  private final Generations generations;
  private final SequenceRetry sequences;
  private final Journal journal;
  private final Changes changes;

  Repair(
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      Generations generations,
      SequenceRetry sequences,
      Journal journal,
      Changes changes) {
    this.database = new JdbcTemplate(projectionDataSource);
    this.queue = new LetterQueue(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(projectionDataSource));
    this.generations = generations;
    this.sequences = sequences;
    this.journal = journal;
    this.changes = changes;
  }

  /**
   * Tries the event again, and the next ones that wait behind it as far as they can be applied.
   *
   * @throws Refusal if there is no such event in the queue, if it is not the first of its chatbot,
   *     if somebody else is at it, or if the projection is being rebuilt or verified
   */
  Outcome retry(Projection projection, String id, String actor, @Nullable String reason) {
    return repair(
        projection,
        id,
        letter -> {
          Result result = on(letter, sequences::retry);
          journal.write(
              projection,
              JournalAction.DEAD_LETTER_RETRIED,
              actor,
              reason,
              said(letter, "was tried again. " + ended(result)));
          return result;
        });
  }

  /**
   * Does without the event, and tries the next ones that wait behind it.
   *
   * @throws Refusal as {@link #retry} does
   */
  Outcome giveUp(Projection projection, String id, String actor, String reason) {
    return repair(
        projection,
        id,
        letter -> {
          Result result = on(letter, sequences::giveUp);
          journal.write(
              projection,
              JournalAction.DEAD_LETTER_GIVEN_UP,
              actor,
              reason,
              said(letter, "was given up. " + ended(result)));
          return result;
        });
  }

  private interface Step {
    Result take(Letter letter);
  }

  private interface Work {
    Result of(Connection connection, Generation generation, String chatbotId, long first)
        throws SQLException;
  }

  private Outcome repair(Projection projection, String id, Step step) {
    Letter first = queue.find(generations.live(projection), id);
    Result result =
        inTransaction(
            first,
            letter -> {
              queue.requireNoBuild(letter);
              return step.take(letter);
            });
    return new Outcome(first, queue.count(first), result.failure());
  }

  /** Tries those that still wait, portion by portion, until one fails or none is left. */
  void catchUp(Outcome begun) {
    Letter first = begun.of();
    Cause failure = begun.cause();
    Optional<Letter> head = queue.first(first);
    while (failure == null && head.isPresent()) {
      failure = inTransaction(head.get(), letter -> on(letter, sequences::retry)).failure();
      head = queue.first(first);
    }
  }

  private Result inTransaction(Letter letter, Step step) {
    List<String> chatbot = List.of(letter.chatbotId());
    changes.begin(chatbot);
    try {
      Result result =
          Objects.requireNonNull(
              transaction.execute(
                  status -> {
                    queue.claim(letter);
                    return step.take(letter);
                  }));
      changes.end(chatbot);
      return result;
    } catch (RuntimeException e) {
      // Nobody knows when the server is done with what was lost: the change goes on, for readers.
      if (!Outage.isOutage(e)) {
        changes.end(chatbot);
      }
      throw e;
    }
  }

  private Result on(Letter letter, Work work) {
    return Objects.requireNonNull(
        database.execute(
            (ConnectionCallback<Result>)
                connection ->
                    work.of(
                        connection, letter.generation(), letter.chatbotId(), letter.position())));
  }

  private static String said(Letter letter, String what) {
    return "The event at position %d of the chatbot %s %s"
        .formatted(letter.position(), letter.chatbotId(), what);
  }

  private static String ended(Result result) {
    return result.failure() == null
        ? "Events that could be applied: %d.".formatted(result.applied())
        : "Events that could be applied: %d; then: %s"
            .formatted(result.applied(), result.failure().message());
  }
}
