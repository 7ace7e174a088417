package io.botledger.application.process;

import static org.awaitility.Awaitility.await;

import io.botledger.platform.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running Botledger: the packaged executable, or the classes of the build where that is not there
 * (in an IDE). Each has a port and a data directory of its own. Whatever a test does to it, closing
 * it leaves no process behind.
 *
 * <p>The shared one is started as people start it, the others are {@linkplain Executable#quick()
 * unpacked}.
 */
public final class BotledgerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  /** Unpacked once for all data directories of the tests. */
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private final Launch launch;
  private final Process process;
  private final Path output;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private BotledgerProcess(Launch launch, Process process, Path output) {
    this.launch = launch;
    this.process = process;
    this.output = output;
  }

  /** One that all tests of this JVM share; they only read, or use chatbots of their own. */
  public static BotledgerProcess shared() {
    return Shared.INSTANCE;
  }

  /** Starts one and waits until it is ready. */
  public static BotledgerProcess start(Path dataDirectory, String... options) {
    return launch(dataDirectory, options).awaitReady();
  }

  /** Starts one and does not wait. */
  public static BotledgerProcess launch(Path dataDirectory, String... options) {
    return launch(Launch.of(dataDirectory, options));
  }

  /** Starts one and does not wait. */
  public static BotledgerProcess launch(Launch launch) {
    try {
      Files.createDirectories(launch.dataDirectory());
      Files.createDirectories(BINARIES);
      Path closed = Files.createDirectories(launch.dataDirectory().resolve("postgres-binaries"));
      Path binaries = closed.resolve("unpacked");
      if (!Files.exists(binaries)) {
        Files.createSymbolicLink(binaries, BINARIES);
      }
      Path output = Files.createTempFile(Path.of("target"), "botledger-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(launch.command())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_"));
      return new BotledgerProcess(launch, builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it once more as it was started, on the same port, after its end; does not wait. */
  public BotledgerProcess launchAgain() {
    return launch(launch);
  }

  /** Waits until it says that it is ready; fails with its output if it ends instead. */
  public BotledgerProcess awaitReady() {
    try {
      await()
          .atMost(LONGEST_START)
          .pollInterval(Duration.ofMillis(100))
          .failFast("It ended.", () -> !process.isAlive())
          .until(this::isReady);
      return this;
    } catch (RuntimeException e) {
      String said = output();
      close();
      throw new IllegalStateException("Not ready. It said:\n" + said, e);
    }
  }

  public boolean isReady() {
    try {
      return get("/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  public URI url(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  public int port() {
    return launch.port();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Path dataDirectory() {
    return launch.dataDirectory();
  }

  /** All that it has printed so far. */
  public String output() {
    return read(output);
  }

  /** The key that the first start has made. */
  public String adminKey() {
    return read(dataDirectory().resolve("admin.key")).strip();
  }

  /** The embedded database, for looking behind the API. */
  public Database database() {
    return new Database(
        "jdbc:postgresql://127.0.0.1:%s/botledger?sslmode=disable"
            .formatted(read(dataDirectory().resolve("postgres.port")).strip()),
        "botledger",
        read(dataDirectory().resolve("postgres.password")).strip());
  }

  /** The embedded PostgreSQL's first process, if it runs. */
  public Optional<ProcessHandle> postgres() {
    Path file = dataDirectory().resolve("postgres/postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return read(file)
        .lines()
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
        .filter(ProcessHandle::isAlive)
        .filter(found -> found.info().command().orElse("").endsWith("postgres"));
  }

  /** A GET without a key. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(url(path)));
  }

  /** A request with the admin key and, unless it is empty, a JSON body. */
  public HttpResponse<String> request(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path)).header("Authorization", "Bearer " + adminKey());
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request.method(method, BodyPublishers.ofString(body)));
  }

  /** Any request. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL: no hook of any kind runs. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  /** SIGSTOP, until {@link #thaw()}. */
  public void freeze() {
    signal("STOP", pid());
  }

  public void thaw() {
    signal("CONT", pid());
  }

  /** Sends a signal to any process, by its number. */
  public static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end and returns the exit code. */
  public int awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("It still runs after " + atMost + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it in an orderly way, if it still runs; what then is left of it is killed. */
  @Override
  public void close() {
    thaw();
    terminate();
    try {
      process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    if (ownsDirectory()) {
      postgres()
          .ifPresent(
              left -> {
                left.destroyForcibly();
                left.onExit().join();
              });
    }
  }

  /** Whether nobody else has used the directory since: a process that was refused owns nothing. */
  private boolean ownsDirectory() {
    Path lock = dataDirectory().resolve("botledger.lock");
    return Files.exists(lock) && read(lock).strip().equals(Long.toString(pid()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    private static final BotledgerProcess INSTANCE = start();

    private static BotledgerProcess start() {
      try {
        BotledgerProcess process =
            launch(
                    Launch.of(
                        Executable.asPackaged(), Files.createTempDirectory("botledger shared ")))
                .awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return process;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
