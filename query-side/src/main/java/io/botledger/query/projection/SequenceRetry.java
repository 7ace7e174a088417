package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.query.generation.Generation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Tries events that are queued, of one chatbot, in their order, as far as they can be applied.
 * Works in the caller's transaction, which must have claimed the first of them.
 */
public final class SequenceRetry {

  /** How many are tried in one transaction, for which the chatbot's new events wait. */
  private static final int PORTION = 500;

  /** No segment's: what was counted outside of batches. */
  private static final int RETRIES = -1;

  private static final String QUEUED =
      """
      select position from query.dead_letter where processor_name = ? and chatbot_id = ?
        and position >= ? order by position limit ?
      """;

  private static final String DONE =
      """
      delete from query.dead_letter
      where processor_name = ? and chatbot_id = ? and position = any(?)
      """;

  private static final String FAILED =
      """
      update query.dead_letter set cause_type = ?, cause_message = ?, last_tried = now()
      where processor_name = ? and chatbot_id = ? and position = ?
      """;

  /**
   * @param applied how many events were applied
   * @param failure why it went no further; null if nothing failed
   */
  public record Result(int applied, @Nullable Cause failure) {}

  private final EventLog eventLog;
  private final Function<Generation, Projector> projectors;

  public SequenceRetry(EventLog eventLog, Function<Generation, Projector> projectors) {
    this.eventLog = eventLog;
    this.projectors = projectors;
  }

  /**
   * Tries the first ones.
   *
   * @param first the position of the first of them
   */
  public Result retry(Connection connection, Generation generation, String chatbotId, long first)
      throws SQLException {
    List<Long> queued = queued(connection, generation, chatbotId, first);
    if (queued.isEmpty()) {
      return new Result(0, null);
    }
    DeadLetters deadLetters = new DeadLetters(generation);
    List<EventMessage<?>> messages = new ArrayList<>(eventLog.read(queued));
    if (messages.size() != queued.size()) {
      throw new IllegalStateException(
          "Of the events at the positions %s only %d could be read."
              .formatted(queued, messages.size()));
    }
    Outcome outcome =
        new Intake(generation.processor(), projectors.apply(generation))
            .take(
                connection,
                messages,
                (reads, heldUp, givenUp) -> deadLetters.givenUp(reads, List.of(chatbotId), givenUp),
                (writes, letters) -> {});
    RoundTrip writes = new RoundTrip();
    deadLetters.giveUp(writes, outcome.givenUp());
    Set<Long> done = new HashSet<>(queued);
    outcome.letters().forEach(letter -> done.remove(letter.position()));
    delete(writes, generation, chatbotId, done);
    outcome.givenUp().forEach(event -> done.remove(event.position()));
    HandledBlocks handled = new HandledBlocks();
    for (EventMessage<?> message : messages) {
      long position = EventLog.positionOf(message);
      if (done.contains(position)) {
        handled.add(position, message.getTimestamp(), true);
      }
    }
    handled.write(writes, generation.processor(), RETRIES);
    outcome.failure().ifPresent(letter -> failed(writes, generation, letter));
    writes.run(connection);
    return new Result(done.size(), outcome.failure().map(Outcome.Letter::cause).orElse(null));
  }

  /** Does without the first one, and tries the next ones. */
  public Result giveUp(
      Connection connection, Generation generation, String chatbotId, long position)
      throws SQLException {
    RoundTrip writes = new RoundTrip();
    for (EventMessage<?> message : eventLog.read(List.of(position))) {
      new DeadLetters(generation).giveUp(writes, List.of(Intake.givenUpEvent(message)));
    }
    delete(writes, generation, chatbotId, Set.of(position));
    writes.run(connection);
    return retry(connection, generation, chatbotId, position + 1);
  }

  private static List<Long> queued(
      Connection connection, Generation generation, String chatbotId, long first)
      throws SQLException {
    List<Long> positions = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(QUEUED)) {
      statement.setString(1, generation.processor());
      statement.setString(2, chatbotId);
      statement.setLong(3, first);
      statement.setInt(4, PORTION);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          positions.add(rows.getLong(1));
        }
      }
    }
    return positions;
  }

  private static void delete(
      RoundTrip writes, Generation generation, String chatbotId, Set<Long> positions) {
    writes.update(DONE, generation.processor(), chatbotId, positions.toArray(Long[]::new));
  }

  private static void failed(RoundTrip writes, Generation generation, Outcome.Letter letter) {
    Cause cause = letter.cause();
    writes.update(
        FAILED,
        cause == null ? null : cause.type(),
        cause == null ? null : cause.message(),
        generation.processor(),
        letter.chatbotId(),
        letter.position());
  }
}
