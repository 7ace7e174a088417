package io.botledger.bench.system;

import io.botledger.bench.load.Connection;
import io.botledger.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of Botledger. Closing it ends it as an operator would. */
public final class Server implements AutoCloseable {
  private static final Pattern BEHIND = Pattern.compile("\"lagEvents\":\\s*[1-9]");

  /** The key that processes with a PostgreSQL of the bench's take. */
  public static final String KEY = "the-key-of-the-bench-0123456789";

  /** The 20 s of a process, and the time in which the launcher's Java writes what it has learnt. */
  private static final Duration LONGEST_END = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Path log;
  private final long started;

  private Server(Process process, int port, Path log, long started) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.started = started;
  }

  /**
   * Starts a process on a PostgreSQL of the bench's and waits until it is ready.
   *
   * @param role as in {@code botledger.role}
   * @param database the options that lead it to the database
   * @param jvm further options of the Java virtual machine
   * @param more further options of Botledger
   */
  public static Server start(
      Installation installation,
      Path directory,
      String role,
      List<String> database,
      List<String> jvm,
      String... more)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> arguments = new ArrayList<>(database);
    arguments.add("--server.port=" + port);
    arguments.add("--botledger.role=" + role);
    arguments.add("--botledger.admin-key=" + KEY);
    arguments.add("--botledger.data-dir=" + directory.resolve("data-" + port));
    // One line for each command is for people who watch, not for a load.
    arguments.add("--logging.level.botledger.command=warn");
    arguments.addAll(List.of(more));
    return launch(installation.command(jvm, arguments), Map.of(), port, directory)
        .awaitReady(Duration.ofMinutes(20));
  }

  /** Starts a command that makes a process on that port, and does not wait. */
  public static Server launch(
      List<String> command, Map<String, String> environment, int port, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Path log = directory.resolve("botledger-" + port + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long started = System.nanoTime();
    Process process = builder.start();
    // Whatever ends the bench ends what it has started.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Server(process, port, log, started);
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it is ready; fails with the end of its log. */
  public Server awaitReady(Duration longest) throws IOException, InterruptedException {
    try {
      while (!isReady()) {
        if (!process.isAlive() || System.nanoTime() - started > longest.toNanos()) {
          throw new IOException("Not ready. It said: " + Files.readString(log));
        }
        Thread.sleep(10);
      }
      return this;
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Waits until its answers show all that is in the log: after an import they are behind. */
  public Server awaitAllShown(Duration longest) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    try (Connection connection = new Connection(target())) {
      String said;
      do {
        Thread.sleep(100);
        said = connection.send(target().get("/v1/projections")).text();
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("Still behind: " + said);
        }
      } while (!said.contains("\"lagEvents\":") || BEHIND.matcher(said).find());
      return this;
    }
  }

  /** Since its launch. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private boolean isReady() {
    Target target = target();
    try (Connection connection = new Connection(target)) {
      return connection.send(target.get("/actuator/health/readiness")).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, with the key of the bench. */
  public Target target() {
    return new Target("127.0.0.1", port, KEY);
  }

  /** The Java virtual machine itself, also where a script has started it. */
  public long pid() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .map(ProcessHandle::pid)
        .orElse(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
