package io.botledger.query.projection;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Outcome.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** Those of the chatbots that wait. They stay so until the transaction ends. */
  HeldUp heldUp(Connection connection, Collection<String> chatbotIds) throws SQLException {
    HeldUp heldUp = new HeldUp();
    try (PreparedStatement statement =
            asking(connection, HELD_UP, chatbotIds, generation.processor());
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        heldUp.add(rows.getString("chatbot_id"), rows.getLong("position"));
      }
    }
    return heldUp;
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

  GivenUp givenUp(Connection connection, Collection<String> chatbotIds) throws SQLException {
    List<GivenUp.Event> events = new ArrayList<>();
    Set<Long> elsewhere = new HashSet<>();
    try (PreparedStatement statement =
            asking(connection, GIVEN_UP, chatbotIds, generation.projection().text());
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (rows.getString("processor_name").equals(generation.processor())) {
          events.add(
              new GivenUp.Event(
                  rows.getString("chatbot_id"),
                  rows.getString("version_id"),
                  rows.getLong("sequence"),
                  rows.getLong("position")));
        } else {
          elsewhere.add(rows.getLong("position"));
        }
      }
    }
    return new GivenUp(events, elsewhere);
  }

  private static PreparedStatement asking(
      Connection connection, String sql, Collection<String> chatbotIds, String whose)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("text", chatbotIds.toArray()));
    statement.setString(2, whose);
    return statement;
  }

  /** Queues them, in one statement. */
  void add(Connection connection, List<Letter> letters) throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setString(1, generation.processor());
      array(connection, statement, 2, "text", letters.stream().map(Letter::chatbotId).toArray());
      array(connection, statement, 3, "bigint", letters.stream().map(Letter::position).toArray());
      array(connection, statement, 4, "text", letters.stream().map(DeadLetters::type).toArray());
      array(connection, statement, 5, "text", letters.stream().map(DeadLetters::text).toArray());
      statement.executeUpdate();
    }
  }

  /** Remembers that the generation does without them. */
  void giveUp(Connection connection, List<GivenUp.Event> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(GIVE_UP)) {
      for (GivenUp.Event event : events) {
        statement.setString(1, generation.processor());
        statement.setString(2, generation.projection().text());
        statement.setString(3, event.chatbotId());
        statement.setLong(4, event.position());
        statement.setString(5, event.versionId());
        statement.setLong(6, event.sequence());
        statement.executeUpdate();
      }
    }
  }

  private static void array(
      Connection connection,
      PreparedStatement statement,
      int index,
      String type,
      @Nullable Object[] values)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, values));
  }

  private static @Nullable String type(Letter letter) {
    return letter.cause() == null ? null : letter.cause().type();
  }

  private static @Nullable String text(Letter letter) {
    return letter.cause() == null ? null : letter.cause().message();
  }
}
