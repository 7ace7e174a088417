package io.botledger.query.stream;

import io.botledger.events.Environment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that streams tell.
 *
 * @param position that of the event by which it came about; 0 if there is none
 * @param environment which one it is about; null: none in particular
 * @param block an event of a stream (HTML, section 9.2.6), the empty line at its end included
 */
public record Change(long position, @Nullable Environment environment, byte[] block) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What is told of a position: its id is the position.
   *
   * @param data becomes JSON
   */
  public static Change of(long position, @Nullable Environment environment, Object data) {
    return new Change(position, environment, block("id: " + position + "\n", data));
  }

  /** What is told where there is no position. Who resumes has not got past the beginning. */
  static Change ofNoPosition(Environment environment, Object data) {
    return new Change(0, environment, block("", data));
  }

  /** The position alone: it is no event, but whoever is cut off behind it resumes from there. */
  public static Change mark(long position) {
    String text = "id: " + position + "\n\n";
    return new Change(position, null, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] block(String id, Object data) {
    // JSON has no line breaks but between its tokens, where this writer puts none.
    String text = id + "data: " + JSON.writeValueAsString(data) + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
