package io.botledger.bench.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes a capsule (docs/capsule.md): the events of a history that the decisions could have made.
 * The same history has the same ids each time.
 */
final class Capsule {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MILLISECONDS_BETWEEN = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final DigestOutputStream out;
  private final Set<String> written = new HashSet<>();
  private long position;

  private Capsule(OutputStream out, long events) throws IOException {
    this.out = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), sha256());
    write(
        """
        {"format":"botledger-capsule","version":1,"chatbotId":null,"position":%d,"time":"%s",\
        "product":"bench"}"""
            .formatted(events, time()));
  }

  /** Writes the events of a history. */
  interface History {
    void to(Capsule capsule) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param events how many the history has; those after them are left out
   */
  static Path write(Path file, long events, History history) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Capsule capsule = new Capsule(out, events);
      history.to(capsule);
      if (capsule.position != events) {
        throw new IllegalStateException(
            "The history has %d events, not %d".formatted(capsule.position, events));
      }
      capsule.end();
    }
    return file;
  }

  /** How many events it has so far. */
  long position() {
    return position;
  }

  /** The time of what is written next. */
  String time() {
    return TIME.format(START.plusMillis(position * MILLISECONDS_BETWEEN));
  }

  /** Writes a content, unless it is there, and returns its hash. */
  String content(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(sha256().digest(bytes));
    if (written.add(hash)) {
      write(
          "{\"hash\":\"%s\",\"size\":%d,\"content\":\"%s\"}"
              .formatted(hash, bytes.length, content.replace("\"", "\\\"")));
    }
    return hash;
  }

  /**
   * Writes an event at the next position.
   *
   * @param more members of the payload behind the chatbot's id, each with a comma in front
   */
  void event(
      String chatbotId, String versionId, long sequence, String time, String type, String more)
      throws IOException {
    position++;
    write(
        """
        {"position":%1$d,"id":"%2$s","type":"%3$s","revision":"1","versionId":"%4$s",\
        "sequence":%5$d,"timestamp":"%6$s","payload":{"chatbotId":"%7$s"%8$s},\
        "metadata":{"actor":{"name":"user-%9$d","kind":"key"},"reason":"%10$s",\
        "surface":"%11$s","commandId":"c-%1$d","correlationId":"c-%1$d","causationId":"c-%1$d"}}"""
            .formatted(
                position,
                "eeeeeeee-0000-4000-8000-%012d".formatted(position),
                type,
                versionId,
                sequence,
                time,
                chatbotId,
                more,
                position % 50,
                position % 1_000 == 0 ? "a rare occasion" : "as planned",
                position % 10 == 0 ? "ai-hub" : "v1"));
  }

  private void end() throws IOException {
    String checksum = HexFormat.of().formatHex(out.getMessageDigest().digest());
    write(
        "{\"events\":%d,\"contents\":%d,\"sha256\":\"%s\"}"
            .formatted(position, written.size(), checksum));
    out.flush();
  }

  private void write(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
