package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happened, for those who fold it: one after the other, in chunks, so that neither memory nor
 * a connection is held for as long as the log is. A consumer that throws ends the reading.
 *
 * <p>Of one chatbot, events become visible in the order of their positions: what was read up to a
 * position stays what it was.
 */
public final class PastEvents {
  private static final int CHUNK = 1_000;

  private static final String COLUMNS =
      """
      select global_index, aggregate_identifier, sequence_number, time_stamp,
             coalesce(meta_data -> 'actor' ->> 'name', ''),
             payload_type, payload_revision, payload::text
        from events.event
      """;

  private static final String OF_CHATBOT =
      COLUMNS
          + """
             where chatbot_id = ? and global_index > ? and global_index <= ?
             order by global_index limit ?
            """;

  private static final String OF_VERSION =
      COLUMNS
          + """
             where aggregate_identifier = ? and sequence_number > ? and sequence_number <= ?
             order by sequence_number limit ?
            """;

  private final JdbcClient database;
  private final Serializer serializer = new EventSerializer();

  /**
   * @param dataSource connections that may read the log
   */
  public PastEvents(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** Those of a chatbot, up to a position, that one included. */
  public void ofChatbot(String chatbotId, long upTo, Consumer<PastEvent> fold) {
    long after = 0;
    List<PastEvent> chunk;
    do {
      chunk = read(OF_CHATBOT, chatbotId, after, upTo);
      chunk.forEach(fold);
      after = chunk.isEmpty() ? upTo : chunk.get(chunk.size() - 1).position();
    } while (chunk.size() == CHUNK);
  }

  /** Those of a version, up to a number in its stream, that one included. */
  public void ofVersion(String versionId, long upTo, Consumer<PastEvent> fold) {
    long after = -1;
    List<PastEvent> chunk;
    do {
      chunk = read(OF_VERSION, versionId, after, upTo);
      chunk.forEach(fold);
      after = chunk.isEmpty() ? upTo : chunk.get(chunk.size() - 1).sequence();
    } while (chunk.size() == CHUNK);
  }

  private List<PastEvent> read(String sql, String id, long after, long upTo) {
    return database.sql(sql).params(id, after, upTo, CHUNK).query(this::event).list();
  }

  private PastEvent event(ResultSet row, int number) throws SQLException {
    return new PastEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getString(5),
        serializer.deserialize(
            new SimpleSerializedObject<>(
                row.getString(8), String.class, row.getString(6), row.getString(7))));
  }
}
