package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Content;
import io.botledger.command.capsule.CapsuleLine.End;
import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.command.capsule.CapsuleLine.Header;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.LedgerEvent;
import io.botledger.events.VersionCreated;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.eventstore.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capsule line by line, in flat memory, and checks all that its lines say about each other.
 * What only a log can tell (whether a stream has holes, say) is checked where it is taken in.
 */
public final class CapsuleReader implements AutoCloseable {

  private final Lines lines;
  private final MessageDigest digest = Contents.sha256();
  private final Header header;
  private long events;
  private long contents;
  private long position;
  private @Nullable Content waiting;
  private @Nullable LedgerEvent event;
  private boolean ended;

  /**
   * Opens a capsule and reads its header.
   *
   * @param file unpacked on the way if its name ends in {@code .gz}
   * @throws BadCapsule if it is none
   * @throws IOException if the file cannot be read
   */
  public static CapsuleReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      return new CapsuleReader(
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  CapsuleReader(InputStream in) {
    lines = new Lines(in);
    byte[] first = lines.next();
    if (first == null) {
      throw new BadCapsule(1, "The file is empty.");
    }
    if (!(CapsuleLines.parse(1, first) instanceof Header read)
        || !read.format().equals(CapsuleLine.FORMAT)) {
      throw bad("It is not the first line of a capsule.");
    }
    if (read.version() != CapsuleLine.VERSION) {
      throw bad(
          "The capsule has version %d of the format; this release reads version %d."
              .formatted(read.version(), CapsuleLine.VERSION));
    }
    digest(first);
    header = read;
  }

  public Header header() {
    return header;
  }

  /** The number of the line that was read last, from 1. */
  public long line() {
    return lines.number();
  }

  /**
   * The next content or event, which is all right as far as the lines up to it can tell.
   *
   * @return null at the end, once the last line has confirmed that all is there and unchanged
   * @throws BadCapsule which names the line
   */
  public @Nullable CapsuleLine next() {
    if (ended) {
      return null;
    }
    byte[] bytes = lines.next();
    if (bytes == null) {
      throw new BadCapsule(line() + 1, "The last line is missing: the capsule was cut.");
    }
    CapsuleLine read = CapsuleLines.parse(line(), bytes);
    if (read instanceof End end) {
      check(end);
      ended = true;
      return null;
    }
    digest(bytes);
    if (read instanceof Content content) {
      check(content);
    } else if (read instanceof Event next) {
      check(next);
    } else {
      throw bad("A second header.");
    }
    return read;
  }

  /** The event that was read last, as this release reads it. */
  public LedgerEvent event() {
    if (event == null) {
      throw new IllegalStateException("No event was read yet.");
    }
    return event;
  }

  private void check(Content content) {
    if (waiting != null) {
      throw bad("The content before it belongs to no version.");
    }
    int size = content.content().getBytes(StandardCharsets.UTF_8).length;
    if (size != content.size() || !Contents.hash(content.content()).equals(content.hash())) {
      throw bad("The content is not the one whose hash and size are given.");
    }
    CapsuleLines.checkContent(line(), content.content());
    contents++;
    waiting = content;
  }

  private void check(Event next) {
    if (next.position() <= position || next.position() > header.position()) {
      throw bad(
          "Position %d does not lie between %d and the capsule's end, %d."
              .formatted(next.position(), position, header.position()));
    }
    if (EventTypes.named(next.type(), next.revision()).isEmpty()) {
      throw bad(
          "This release does not know %s, revision %s.".formatted(next.type(), next.revision()));
    }
    try {
      event = next.payloadAsEvent();
      next.metadataAsMap();
      next.time();
    } catch (SerializationException | DateTimeException e) {
      throw new BadCapsule(line(), "The event cannot be read: " + reason(e), e);
    }
    String chatbotId = event.chatbotId();
    if (header.chatbotId() != null && !header.chatbotId().equals(chatbotId)) {
      throw bad("An event of another chatbot, '%s'.".formatted(chatbotId));
    }
    if (event instanceof ApiKeyEvent != chatbotId.equals(ApiKeyEvent.CHATBOT_ID)) {
      throw bad("A %s of the chatbot '%s'.".formatted(next.type(), chatbotId));
    }
    if (waiting != null && !named(event).equals(waiting.hash())) {
      throw bad("The content before it belongs to no version.");
    }
    waiting = null;
    position = next.position();
    events++;
  }

  private static String named(LedgerEvent event) {
    return event instanceof VersionCreated created ? created.contentHash() : "";
  }

  private void check(End end) {
    if (waiting != null) {
      throw bad("The content before it belongs to no version.");
    }
    if (end.events() != events || end.contents() != contents) {
      throw bad(
          "There were %d events and %d contents, but here it says %d and %d: lines are missing or were added."
              .formatted(events, contents, end.events(), end.contents()));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(end.sha256())) {
      throw bad("The checksum is another one: some line before was changed.");
    }
    if (lines.next() != null) {
      throw bad("Something follows after the last line.");
    }
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private BadCapsule bad(String problem) {
    return new BadCapsule(line(), problem);
  }

  private void digest(byte[] bytes) {
    digest.update(bytes);
    digest.update((byte) '\n');
  }

  @Override
  public void close() {
    lines.close();
  }
}
