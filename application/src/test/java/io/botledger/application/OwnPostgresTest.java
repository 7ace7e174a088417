package io.botledger.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.process.PostgresForTests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.axonframework.updates.UpdateChecker;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** On the oldest supported PostgreSQL, and on the newest one. */
@ExtendWith(OutputCaptureExtension.class)
class OwnPostgresTest {
  private static final String KEY = "a-key-of-ones-own-0123";

  private final Path temporary;

  OwnPostgresTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  enum Version {
    OLDEST("15.", PostgresForTests.version15()),
    NEWEST("18.", PostgresForTests.version18());

    private final String text;
    private final PostgresForTests server;

    Version(String text, PostgresForTests server) {
      this.text = text;
      this.server = server;
    }
  }

  /** With the key in a file; and the test's server, which is not durable, is complained about. */
  @ParameterizedTest
  @EnumSource
  void itRunsOn(Version version, CapturedOutput output) throws Exception {
    Path keyFile = Files.writeString(temporary.resolve("key"), KEY + "\n");
    Path data = temporary.resolve("data");
    try (ConfigurableApplicationContext running =
        Botledger.application()
            .run(
                options(
                    version,
                    "--server.port=0",
                    "--botledger.data-dir=" + data,
                    "--botledger.admin-key-file=" + keyFile))) {
      String url = "http://localhost:" + running.getEnvironment().getProperty("local.server.port");
      assertThat(get(url + "/actuator/health").body())
          .contains("\"version\":\"" + version.text, "PostgreSQL's fsync is off");
      assertThat(output)
          .contains("PostgreSQL's synchronous_commit is off", "The admin key is in " + keyFile)
          .doesNotContain(KEY);
      assertThat(get(url + "/actuator/info").statusCode()).isEqualTo(200);
      assertThat(data).doesNotExist();
      assertThat(running.getBeansOfType(UpdateChecker.class)).as("calls home").isEmpty();
    }
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).header("x-chatcaptain-key", KEY).build(),
            BodyHandlers.ofString());
  }

  private static String[] options(Version version, String... more) {
    return Stream.of(
            PostgresForTests.options(version.server.create("own_" + version.ordinal())), more)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }
}
