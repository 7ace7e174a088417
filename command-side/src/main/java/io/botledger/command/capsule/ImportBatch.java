package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.LedgerEvent;
import io.botledger.events.VersionCreated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Events that are taken in together, and what only the log can tell about them. It is asked once
 * for all of them, so that memory stays flat and each finding has its line.
 */
final class ImportBatch {
  private static final String STREAMS =
      """
      select asked.id, newest.sequence_number, newest.chatbot_id
        from unnest(?) as asked (id) join lateral (
          select sequence_number, chatbot_id from events.event
           where aggregate_identifier = asked.id order by sequence_number desc limit 1
        ) as newest on true
      """;

  private static final String CHATBOTS =
      """
      select asked.id, newest.time_stamp
        from unnest(?) as asked (id) join lateral (
          select time_stamp from events.event
           where chatbot_id = asked.id order by global_index desc limit 1
        ) as newest on true
      """;

  private static final String IDENTIFIERS =
      "select event_identifier from events.event where event_identifier = any (?)";

  private static final String CONTENTS =
      "select hash, size from events.content where hash = any (?)";

  private static final String INSERT =
      """
      insert into events.event (global_index, event_identifier, aggregate_identifier,
        sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp)
      overriding system value
      select position, id, version_id, sequence, aggregate, name, revision, payload::json,
        metadata::json, time
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as event (position, id, version_id, sequence, name,
        revision, payload, metadata, time, aggregate)
      order by position
      """;

  private record Entry(long line, Event event, LedgerEvent payload) {

    /** As messages begin. */
    String subject() {
      return payload instanceof ApiKeyEvent ? "The API key" : "The version";
    }
  }

  private record Stream(long sequence, String chatbotId) {}

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final List<Entry> entries = new ArrayList<>();

  void add(long line, Event event, LedgerEvent payload) {
    entries.add(new Entry(line, event, payload));
  }

  int size() {
    return entries.size();
  }

  /**
   * Checks the events and stores them; then it is empty.
   *
   * @throws BadCapsule which names the line
   */
  void store(Connection connection) throws SQLException {
    if (!entries.isEmpty()) {
      check(connection);
      insert(connection);
      entries.clear();
    }
  }

  private void check(Connection connection) throws SQLException {
    Map<String, Stream> streams =
        ask(
            connection,
            STREAMS,
            texts(entry -> entry.event().versionId()),
            row -> new Stream(row.getLong(2), row.getString(3)));
    Map<String, Instant> newest =
        ask(
            connection,
            CHATBOTS,
            texts(entry -> entry.payload().chatbotId()),
            row -> row.getObject(2, OffsetDateTime.class).toInstant());
    Set<String> identifiers =
        new HashSet<>(
            ask(connection, IDENTIFIERS, texts(entry -> entry.event().id()), row -> "").keySet());
    Map<String, Long> contents =
        ask(connection, CONTENTS, texts(ImportBatch::contentHash), row -> row.getLong(2));
    for (Entry entry : entries) {
      String versionId = entry.event().versionId();
      String chatbotId = entry.payload().chatbotId();
      if (!identifiers.add(entry.event().id())) {
        throw bad(entry, "An event with the id '%s' was there before.", entry.event().id());
      }
      streams.put(
          versionId, follow(entry, streams.getOrDefault(versionId, new Stream(-1, chatbotId))));
      Instant before = newest.put(chatbotId, entry.event().time());
      if (before != null && entry.event().time().isBefore(before)) {
        throw bad(entry, "Time runs backwards in the chatbot '%s'.", chatbotId);
      }
      if (entry.payload() instanceof VersionCreated created) {
        Long size = contents.get(created.contentHash());
        if (size == null || size != created.contentSize()) {
          throw bad(entry, "Its content, %s, is missing.", created.contentHash());
        }
      }
    }
  }

  private static Stream follow(Entry entry, Stream before) {
    Event event = entry.event();
    if (event.sequence() != before.sequence() + 1) {
      throw bad(
          entry,
          "%s '%s' has event %d next, not %d.",
          entry.subject(),
          event.versionId(),
          before.sequence() + 1,
          event.sequence());
    }
    boolean creates =
        entry.payload() instanceof VersionCreated || entry.payload() instanceof ApiKeyCreated;
    if ((event.sequence() == 0) != creates) {
      throw bad(
          entry, "%s '%s' must be created first, and once.", entry.subject(), event.versionId());
    }
    if (!entry.payload().chatbotId().equals(before.chatbotId())) {
      throw bad(
          entry,
          "%s '%s' belongs to the chatbot '%s'.",
          entry.subject(),
          event.versionId(),
          before.chatbotId());
    }
    return new Stream(event.sequence(), before.chatbotId());
  }

  private static BadCapsule bad(Entry entry, String problem, Object... values) {
    return new BadCapsule(entry.line(), problem.formatted(values));
  }

  private void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      array(connection, insert, 1, "bigint", Event::position);
      array(connection, insert, 2, "text", Event::id);
      array(connection, insert, 3, "text", Event::versionId);
      array(connection, insert, 4, "bigint", Event::sequence);
      array(connection, insert, 5, "text", Event::type);
      array(connection, insert, 6, "text", Event::revision);
      array(connection, insert, 7, "text", Event::payload);
      array(connection, insert, 8, "text", Event::metadata);
      array(
          connection,
          insert,
          9,
          "timestamptz",
          event -> event.time().atOffset(ZoneOffset.UTC).toString());
      insert.setArray(
          10,
          connection.createArrayOf(
              "text",
              entries.stream()
                  .map(entry -> entry.payload() instanceof ApiKeyEvent ? "ApiKey" : "Version")
                  .toArray()));
      insert.executeUpdate();
    }
  }

  private void array(
      Connection connection,
      PreparedStatement statement,
      int parameter,
      String type,
      Function<Event, Object> value)
      throws SQLException {
    Object[] values = entries.stream().map(entry -> value.apply(entry.event())).toArray();
    statement.setArray(parameter, connection.createArrayOf(type, values));
  }

  private String[] texts(Function<Entry, String> text) {
    return entries.stream().map(text).distinct().toArray(String[]::new);
  }

  private static String contentHash(Entry entry) {
    return entry.payload() instanceof VersionCreated created ? created.contentHash() : "";
  }

  private static <T> Map<String, T> ask(
      Connection connection, String sql, String[] asked, Row<T> read) throws SQLException {
    Map<String, T> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", asked));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), read.read(row));
        }
      }
    }
    return found;
  }
}
