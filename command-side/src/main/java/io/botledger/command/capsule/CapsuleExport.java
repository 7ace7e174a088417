package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Content;
import io.botledger.command.capsule.CapsuleLine.End;
import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.command.capsule.CapsuleLine.Header;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.web.LongAnswer;
import io.botledger.platform.web.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a capsule, up to a position that was settled at its start. Its memory is bounded by what a
 * chunk holds, whatever the length of the log.
 */
final class CapsuleExport implements LongAnswer {
  private static final int PAGE = 500;

  /** Contents in a chunk, in bytes; one content may exceed it alone. */
  private static final long CHUNK = 2L * 1024 * 1024;

  /** So many contents back a content is known to stand in the capsule already. */
  private static final int REMEMBERED = 100_000;

  private static final String EVENTS =
      """
      select global_index, event_identifier, payload_type, payload_revision, aggregate_identifier,
             sequence_number, time_stamp, payload::text, meta_data::text,
             payload ->> 'contentHash', coalesce((payload ->> 'contentSize')::bigint, 0)
        from events.event
       where %s global_index > ? and global_index <= ?
       order by global_index limit ?
      """;

  private record Stored(Event event, @Nullable String contentHash, long contentSize) {}

  private final JdbcClient database;
  private final Header header;
  private final MessageDigest digest = Contents.sha256();
  private final Queue<Stored> page = new ArrayDeque<>();
  private final Map<String, Boolean> written =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long last;
  private long events;
  private long contents;
  private boolean begun;
  private boolean all;
  private boolean done;

  /**
   * @param header what the capsule is of; nothing can appear any more up to its position
   */
  CapsuleExport(JdbcClient database, Header header) {
    this.database = database;
    this.header = header;
  }

  @Override
  public byte[] next() {
    StringBuilder chunk = new StringBuilder();
    if (!begun) {
      chunk.append(header.text());
      begun = true;
    }
    if (page.isEmpty()) {
      List<Stored> read = read();
      page.addAll(read);
      all = read.size() < PAGE;
    }
    List<Stored> taken = take();
    Map<String, String> found = contentsOf(taken);
    for (Stored stored : taken) {
      String hash = stored.contentHash();
      if (hash != null && written.put(hash, true) == null) {
        String content = content(found, hash, stored.event());
        chunk.append(new Content(hash, stored.contentSize(), content).text());
        contents++;
      }
      chunk.append(stored.event().text());
      events++;
      last = stored.event().position();
    }
    return bytes(chunk, all && page.isEmpty());
  }

  private byte[] bytes(StringBuilder chunk, boolean end) {
    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
    digest.update(bytes);
    if (!end) {
      return bytes;
    }
    done = true;
    String checksum = HexFormat.of().formatHex(digest.digest());
    return chunk
        .append(new End(events, contents, checksum).text())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isDone() {
    return done;
  }

  private List<Stored> read() {
    JdbcClient.StatementSpec query =
        database.sql(EVENTS.formatted(header.chatbotId() == null ? "" : "chatbot_id = ? and"));
    if (header.chatbotId() != null) {
      query = query.param(header.chatbotId());
    }
    return query.param(last).param(header.position()).param(PAGE).query(CapsuleExport::row).list();
  }

  /** As many of the page as their contents leave room for. */
  private List<Stored> take() {
    List<Stored> taken = new ArrayList<>();
    long bytes = 0;
    while (!page.isEmpty() && (taken.isEmpty() || bytes + page.element().contentSize() <= CHUNK)) {
      bytes += page.element().contentSize();
      taken.add(page.remove());
    }
    return taken;
  }

  private Map<String, String> contentsOf(List<Stored> taken) {
    String[] hashes =
        taken.stream()
            .map(Stored::contentHash)
            .filter(hash -> hash != null && !written.containsKey(hash))
            .distinct()
            .toArray(String[]::new);
    Map<String, String> found = new HashMap<>();
    if (hashes.length > 0) {
      database
          .sql("select hash, content::text from events.content where hash = any (?)")
          .param(hashes)
          .query(
              row -> {
                found.put(row.getString(1), row.getString(2));
              });
    }
    return found;
  }

  private static String content(Map<String, String> found, String hash, Event event) {
    String content = found.get(hash);
    if (content == null) {
      throw new IllegalStateException(
          "The content of the event at position " + event.position() + " is missing.");
    }
    return content;
  }

  private static Stored row(ResultSet row, int number) throws SQLException {
    return new Stored(
        new Event(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            Timestamps.format(row.getObject(7, OffsetDateTime.class).toInstant()),
            onOneLine(row.getString(8)),
            onOneLine(row.getString(9))),
        row.getString(10),
        row.getLong(11));
  }

  /**
   * In JSON, line breaks are white space; we write none, but a row may have come from elsewhere.
   */
  private static String onOneLine(String json) {
    return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
        ? json
        : json.replace('\n', ' ').replace('\r', ' ');
  }
}
