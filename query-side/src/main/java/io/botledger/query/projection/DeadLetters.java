package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Outcome.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events that could not be applied to a generation, and of those that wait behind them
 * since they are of the same chatbot. Only positions are kept: the events stand in the log.
 */
final class DeadLetters {

  private static final int MOST_LOOKED_AT = 1_000;

  // Who retries a letter deletes it in the same transaction, so that this waits until it is known
  // whether the chatbot still has to wait.
  private static final String HELD_UP =
      """
      select letter.chatbot_id, letter.position
      from unnest(?::text[]) as asked (chatbot_id) cross join lateral (
        select chatbot_id, position from query.dead_letter
        where processor_name = ? and chatbot_id = asked.chatbot_id
        order by position desc limit 1 for key share
      ) as letter
      """;

  private static final String NEWEST =
      """
      select chatbot_id, position from query.dead_letter where processor_name = ?
      order by position desc limit ?
      """;

  private static final String GIVEN_UP =
      """
      select processor_name, chatbot_id, version_id, sequence, position from query.given_up
      where chatbot_id = any(?) and projection = ?
      """;

  private static final String GIVE_UP =
      """
      insert into query.given_up (processor_name, projection, chatbot_id, position, version_id,
        sequence)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String ADD =
      """
      insert into query.dead_letter (processor_name, chatbot_id, position, cause_type, cause_message,
        since, last_tried)
      select ?, letter.chatbot_id, letter.position, letter.cause_type, letter.cause_message,
        now(), case when letter.cause_type is null then null else now() end
      from unnest(?::text[], ?::bigint[], ?::text[], ?::text[])
        as letter (chatbot_id, position, cause_type, cause_message)
      """;

  private final Generation generation;

  DeadLetters(Generation generation) {
    this.generation = generation;
  }

  /** Adds those of the chatbots that wait. They stay so until the transaction ends. */
  void heldUp(RoundTrip reads, Collection<String> chatbotIds, HeldUp heldUp) {
    reads.query(
        rows -> {
          while (rows.next()) {
            heldUp.add(rows.getString("chatbot_id"), rows.getLong("position"));
          }
        },
        HELD_UP,
        chatbotIds.toArray(),
        generation.processor());
  }

  /** The positions of those in a segment; not all of them if there are very many. */
  List<Long> newest(Connection connection, Segment segment) throws SQLException {
    List<Long> positions = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      statement.setString(1, generation.processor());
      statement.setInt(2, MOST_LOOKED_AT);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (segment.matches(rows.getString("chatbot_id").hashCode())) {
            positions.add(rows.getLong("position"));
          }
        }
      }
    }
    return positions;
  }

  /** Adds what was given up of the chatbots. */
  void givenUp(RoundTrip reads, Collection<String> chatbotIds, GivenUp givenUp) {
    reads.query(
        rows -> {
          while (rows.next()) {
            long position = rows.getLong("position");
            if (rows.getString("processor_name").equals(generation.processor())) {
              givenUp.add(
                  new GivenUp.Event(
                      rows.getString("chatbot_id"),
                      rows.getString("version_id"),
                      rows.getLong("sequence"),
                      position));
            } else {
              givenUp.addElsewhere(position);
            }
          }
        },
        GIVEN_UP,
        chatbotIds.toArray(),
        generation.projection().text());
  }

  /** Has them queued, by one statement. */
  void add(RoundTrip writes, List<Letter> letters) {
    if (!letters.isEmpty()) {
      writes.update(
          ADD,
          generation.processor(),
          letters.stream().map(Letter::chatbotId).toArray(),
          letters.stream().map(Letter::position).toArray(Long[]::new),
          letters.stream().map(DeadLetters::type).toArray(),
          letters.stream().map(DeadLetters::text).toArray());
    }
  }

  /** Has it remembered that the generation does without them. */
  void giveUp(RoundTrip writes, List<GivenUp.Event> events) {
    for (GivenUp.Event event : events) {
      writes.update(
          GIVE_UP,
          generation.processor(),
          generation.projection().text(),
          event.chatbotId(),
          event.position(),
          event.versionId(),
          event.sequence());
    }
  }

  private static @Nullable String type(Letter letter) {
    return letter.cause() == null ? null : letter.cause().type();
  }

  private static @Nullable String text(Letter letter) {
    return letter.cause() == null ? null : letter.cause().message();
  }
}
