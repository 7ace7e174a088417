package io.botledger.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs programs that end by themselves. */
public final class Commands {
  private Commands() {}

  /**
   * Runs one.
   *
   * @return what it printed
   * @throws IOException if it fails, with what it printed, or takes longer; then it is ended
   */
  public static String run(Duration longest, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(String.join(" ", command) + " took longer than " + longest);
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
