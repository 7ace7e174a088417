package io.botledger.application.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/botledger}. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "bin", "botledger").toAbsolutePath();

  /** The first one: it unpacks the executable and PostgreSQL, and learns, which is slow. */
  private static final Duration LONGEST_START = Duration.ofMinutes(4);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;

  LauncherIT(@TempDir Path directory) {
    this.directory = directory;
  }

  private Process start(String jar, Path output, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.normalize().toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("BOTLEDGER_JAR", jar);
    builder.environment().put("BOTLEDGER_CACHE", directory.resolve("cache").toString());
    // Says which archives are opened.
    builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:cds");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private List<Path> learnt() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
      return files.filter(file -> file.getFileName().toString().equals("learnt")).toList();
    }
  }

  @Test
  void whatIsLearntByACleanStopIsUsedByTheNextStart() throws Exception {
    String jar = System.getProperty("botledger.jar", "");
    Path output = directory.resolve("first.log");
    int port = Launch.freePort();
    Process first =
        start(
            jar,
            output,
            "--server.port=" + port,
            "--botledger.data-dir=" + directory.resolve("data"));
    try {
      await()
          .atMost(LONGEST_START)
          .failFast(() -> assertThat(first.isAlive()).as(Files.readString(output)).isTrue())
          .untilAsserted(
              () ->
                  assertThat(isReady(port))
                      .as("It has said: %s", Files.readString(output))
                      .isTrue());
      assertThat(learnt()).isEmpty();
      first.destroy();
      assertThat(first.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      first.destroyForcibly();
    }

    Path again = directory.resolve("again.log");
    Process second = start(jar, again, "--botledger.role=nonsense");
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(Files.readString(again)).contains("botledger.role is 'nonsense'");
    assertThat(learnt()).as(Files.readString(output)).hasSize(1);
    assertThat(Files.readString(again)).contains(learnt().get(0).toString());
  }

  private boolean isReady(int port) throws InterruptedException {
    URI readiness = URI.create("http://localhost:" + port + "/actuator/health/readiness");
    try {
      HttpRequest request =
          HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(10)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void whereThereIsNoExecutableItSaysWhatToDo() throws Exception {
    Path output = directory.resolve("refused.log");
    Process refused = start("/nowhere/botledger.jar", output);
    assertThat(refused.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(refused.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output))
        .isEqualTo(
            "botledger: there is no executable at /nowhere/botledger.jar."
                + " Build it (mvn -DskipTests package), or name it in BOTLEDGER_JAR.\n");
  }
}
