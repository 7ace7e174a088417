package io.botledger.bench.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is measured and how it is started.
 *
 * @param root of the repository
 * @param java the home of the JDK that runs it
 * @param options of the Java virtual machine, as the launcher sets them
 */
public record Installation(Path root, Path java, List<String> options) {
  private static final String MAIN = "io.botledger.application.Botledger";

  /** The one executable. */
  public Path executable() {
    return root.resolve("application/target/botledger.jar");
  }

  /** The launcher, if there is one. */
  public Optional<Path> launcher() {
    return Optional.of(root.resolve("bin/botledger")).filter(Files::isExecutable);
  }

  /**
   * What the launcher is told by its environment.
   *
   * @param java the home of the JDK to use
   * @param cache where it unpacks to and keeps what Java has learnt
   */
  public Map<String, String> launcherEnvironment(Path java, Path cache) {
    return Map.of(
        "JAVA_HOME", java.toString(),
        "BOTLEDGER_JAR", executable().toString(),
        "BOTLEDGER_CACHE", cache.toString());
  }

  /**
   * Starts the unpacked executable, with the bench's own routes in it.
   *
   * @param more further options of the Java virtual machine
   */
  List<String> command(List<String> more, List<String> arguments) {
    Path unpacked = root.resolve("bench/target/application/botledger.jar");
    Path routes = root.resolve("bench/target/bench.jar");
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(more);
    command.addAll(List.of("-cp", unpacked + ":" + routes, MAIN));
    command.addAll(arguments);
    return command;
  }

  /** Starts the executable as the README says. */
  public List<String> plainCommand(List<String> arguments) {
    return Stream.concat(
            Stream.of(java.resolve("bin/java").toString(), "-jar", executable().toString()),
            arguments.stream())
        .toList();
  }
}
