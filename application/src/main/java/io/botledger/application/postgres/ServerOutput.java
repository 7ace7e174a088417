package io.botledger.application.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What PostgreSQL says. It goes into a file of its own and not through a pipe, since a pipe ends
 * with this process while the server may live on; what matters of it is repeated in our log.
 */
final class ServerOutput {
  private static final long MAX_BYTES = 10L * 1024 * 1024;
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 12;

  private final Path file;

  ServerOutput(Path file) {
    this.file = file;
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** Starts it anew once it has grown large; the one before is kept. */
  void rotate() throws IOException {
    if (size() > MAX_BYTES) {
      Path old = file.resolveSibling(file.getFileName() + ".1");
      Files.deleteIfExists(old);
      Files.move(file, old);
    }
  }

  /** Where it ends now. */
  long size() {
    return file.toFile().length();
  }

  /** The last lines that were said after that place. */
  String since(long start) {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      reader.seek(Math.max(Math.min(start, reader.length()), reader.length() - TAIL_BYTES));
      byte[] tail = new byte[(int) (reader.length() - reader.getFilePointer())];
      reader.readFully(tail);
      String[] lines = new String(tail, StandardCharsets.UTF_8).strip().split("\\R");
      int first = Math.max(0, lines.length - TAIL_LINES);
      return String.join("\n", Arrays.copyOfRange(lines, first, lines.length));
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e.getMessage() + ")";
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
