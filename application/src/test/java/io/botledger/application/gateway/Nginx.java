package io.botledger.application.gateway;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running nginx with the shipped configuration, on a port and in a directory of its own. Where
 * there is no nginx the test is skipped, unless the environment variable {@code CI} is {@code
 * true}: then it fails.
 */
public final class Nginx implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Nginx.class);
  private static final String MISSING =
      "NOT TESTED: the gateway, since there is no nginx here. On Debian: apt-get install nginx-light";

  /** What a distribution's nginx.conf does: the rest of it is shipped. */
  private static final String MAIN =
      """
      daemon off;
      %2$s
      worker_processes 2;
      pid %1$s/nginx.pid;
      error_log %1$s/error.log info;
      events {}
      http {
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        include %1$s/conf.d/*.conf;
      }
      """;

  private final Process process;
  private final Path directory;
  private final int port;

  private Nginx(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  /** Starts one in front of processes on this machine, and waits until it answers. */
  public static Nginx start(List<Integer> commandPorts, List<Integer> queryPorts) {
    return start(commandPorts, queryPorts, UnaryOperator.identity());
  }

  /** The same with a change to the file of the gateway: for negative controls and shorter times. */
  static Nginx start(
      List<Integer> commandPorts, List<Integer> queryPorts, UnaryOperator<String> change) {
    String program = program();
    try {
      Path directory = Files.createTempDirectory("nginx").toAbsolutePath();
      int port = freePort();
      Path files = Files.createDirectory(directory.resolve("conf.d"));
      Files.writeString(
          files.resolve("botledger.conf"), change.apply(GatewayFiles.gateway(port, directory)));
      Files.writeString(
          files.resolve("upstreams.conf"),
          GatewayFiles.upstreams(Map.of("command", commandPorts, "query", queryPorts)));
      Path main = directory.resolve("nginx.conf");
      // Its own processes would change to another user otherwise, who may not write here.
      String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
      Files.writeString(main, MAIN.formatted(directory, user));
      Process process =
          new ProcessBuilder(program, "-p", directory.toString(), "-c", main.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output.log").toFile())
              .start();
      return new Nginx(process, directory, port).awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients find it, without a slash at the end. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Of its first process, which starts the others. */
  public long pid() {
    return process.pid();
  }

  /** What it has logged about requests, and about itself. */
  public String logs() {
    return Stream.of("output.log", "error.log", "access.log")
        .map(directory::resolve)
        .filter(Files::exists)
        .map(Nginx::read)
        .reduce("", String::concat);
  }

  /** Ends it with all its processes. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  private Nginx awaitReady() {
    try {
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(20))
          .failFast("It ended.", () -> !process.isAlive())
          .until(this::accepts);
      return this;
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException("nginx does not answer. It said:\n" + logs(), e);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String program() {
    String places =
        System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";
    for (String place : places.split(File.pathSeparator)) {
      Path program = Path.of(place, "nginx");
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(MISSING);
    }
    log.warn(MISSING);
    Assumptions.abort(MISSING);
    throw new AssertionError("Aborted.");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
