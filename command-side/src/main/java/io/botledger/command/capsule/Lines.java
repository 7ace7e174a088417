package io.botledger.command.capsule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Bytes, line by line. */
final class Lines implements AutoCloseable {

  /** Far above the longest that is written: a content of 1 MiB, each character escaped. */
  private static final int LONGEST = 16 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /**
   * The next line without its end; null after the last one.
   *
   * @throws BadCapsule if it cannot be read, is too long or has no end
   */
  byte @Nullable [] next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (fill()) {
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      line.write(buffer, from, next - from);
      if (next < end) {
        next++;
        number++;
        return line.toByteArray();
      }
      if (line.size() > LONGEST) {
        throw new BadCapsule(number + 1, "It is too long for a line of a capsule.");
      }
    }
    if (line.size() > 0) {
      throw new BadCapsule(number + 1, "It does not end: the capsule was cut.");
    }
    return null;
  }

  private boolean fill() {
    if (next < end) {
      return true;
    }
    try {
      next = 0;
      end = in.read(buffer);
      return end > 0;
    } catch (IOException e) {
      throw new BadCapsule(number + 1, "It cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
