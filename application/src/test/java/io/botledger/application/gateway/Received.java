package io.botledger.application.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a process has got it.
 *
 * @param target path and query string, as sent
 * @param headers by their names in lower case
 */
record Received(
    String method, String target, String version, Map<String, String> headers, byte[] body) {

  private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

  /** Reads one; null if the connection ends before it begins. */
  static @Nullable Received from(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lastFour = 0;
    while (lastFour != END_OF_HEAD) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
      lastFour = lastFour << 8 | next;
    }
    List<String> lines = Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).split("\r\n"));
    String[] first = lines.get(0).split(" ");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] header = line.split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return new Received(first[0], first[1], first[2], headers, body);
  }
}
