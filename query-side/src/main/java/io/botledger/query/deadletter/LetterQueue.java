package io.botledger.query.deadletter;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.generation.Generation;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that wait to be applied to generations, to be claimed one chatbot at a time. */
final class LetterQueue {

  /** An event of a chatbot that waits. */
  record Letter(Generation generation, String chatbotId, long position) {}

  private static final String FIND =
      "select chatbot_id from query.dead_letter where processor_name = ? and position = ?";

  private static final String FIRST =
      """
      select position from query.dead_letter where processor_name = ? and chatbot_id = ?
      order by position limit 1
      """;

  private static final String CLAIM =
      """
      select position from query.dead_letter
      where processor_name = ? and chatbot_id = ? and position = ? for no key update skip locked
      """;

  private static final String LIVE =
      "select live_generation = ? from query.projection where name = ? for share";

  private static final String BUILDING =
      "select exists (select from query.rebuild where projection = ? and state = 'running')";

  private static final String COUNT =
      "select count(*) from query.dead_letter where processor_name = ? and chatbot_id = ?";

  private final JdbcTemplate database;

  LetterQueue(JdbcTemplate database) {
    this.database = database;
  }

  /**
   * The letter of an id.
   *
   * @throws Refusal {@code not-found} if there is none
   */
  Letter find(Generation generation, String id) {
    if (!id.matches("[1-9]\\d{0,17}")) {
      throw notFound();
    }
    long position = Long.parseLong(id);
    return database
        .query(
            FIND,
            (row, number) -> new Letter(generation, row.getString("chatbot_id"), position),
            generation.processor(),
            position)
        .stream()
        .findFirst()
        .orElseThrow(LetterQueue::notFound);
  }

  /** The first one of the same chatbot; empty if none waits any more. */
  Optional<Letter> first(Letter letter) {
    return database
        .query(
            FIRST,
            (row, number) ->
                new Letter(letter.generation(), letter.chatbotId(), row.getLong("position")),
            letter.generation().processor(),
            letter.chatbotId())
        .stream()
        .findFirst();
  }

  /**
   * Keeps others from trying the chatbot's events until the transaction ends.
   *
   * @throws Refusal if the letter is gone, if it is not the first of its chatbot, or if somebody
   *     else has claimed it
   */
  void claim(Letter letter) {
    requireLive(letter.generation());
    Letter first = first(letter).orElseThrow(LetterQueue::notFound);
    if (first.position() != letter.position()) {
      throw Refusal.of(
          ProblemCode.WAITS_BEHIND,
          "The event at position %d waits behind the one at position %d, which comes first."
              .formatted(letter.position(), first.position()));
    }
    if (database
        .queryForList(
            CLAIM,
            Long.class,
            letter.generation().processor(),
            letter.chatbotId(),
            letter.position())
        .isEmpty()) {
      throw Refusal.of(
          ProblemCode.BEING_PROCESSED, "Somebody else is trying this event at the moment.");
    }
  }

  /** So that what takes its place knows of all that was done here. */
  private void requireLive(Generation generation) {
    boolean live =
        Objects.requireNonNull(
            database.queryForObject(
                LIVE, Boolean.class, generation.number(), generation.projection().text()));
    if (!live) {
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE, "Another generation took over; please ask again.", 1, null);
    }
  }

  /**
   * A generation that is built beside this one may have tried the event already, and would not
   * learn what became of it here: it would lack the events behind, or be compared with them. To be
   * asked in the transaction that has claimed the letter: no build begins until it ends.
   *
   * @throws Refusal {@code rebuild-running}
   */
  void requireNoBuild(Letter letter) {
    boolean building =
        Objects.requireNonNull(
            database.queryForObject(
                BUILDING, Boolean.class, letter.generation().projection().text()));
    if (building) {
      throw Refusal.of(
          ProblemCode.REBUILD_RUNNING,
          "The projection is being rebuilt or verified; wait for the end of that, or cancel it.");
    }
  }

  /** How many of the same chatbot wait. */
  long count(Letter letter) {
    return Objects.requireNonNull(
        database.queryForObject(
            COUNT, Long.class, letter.generation().processor(), letter.chatbotId()));
  }

  private static Refusal notFound() {
    return Refusal.of(ProblemCode.NOT_FOUND, "There is no such dead letter.");
  }
}
