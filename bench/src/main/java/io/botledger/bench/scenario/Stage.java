package io.botledger.bench.scenario;

import io.botledger.bench.load.Target;
import io.botledger.bench.system.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where scenarios play.
 *
 * @param work on the disk that is measured; emptied before each scenario
 * @param report where what is to be kept goes
 * @param running a system that somebody else has started, and is measured instead
 * @param jdk25 the home of a JDK 25, for the start
 */
public record Stage(
    Installation installation,
    Path work,
    Path report,
    Plan plan,
    Optional<Target> running,
    Optional<Path> jdk25) {

  /** An empty directory for a scenario. */
  Path empty(String scenario) throws IOException {
    Path directory = work.resolve(scenario);
    delete(directory);
    return Files.createDirectories(directory);
  }

  /** Removes a directory with all that is in it. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** Tells who watches what is going on. */
  @SuppressWarnings("SystemOut")
  void say(String line) {
    System.out.println("  " + line);
  }
}
