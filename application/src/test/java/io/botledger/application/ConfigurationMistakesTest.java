package io.botledger.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Each gets a sentence that names what to change, and no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationMistakesTest {
  private static final String KEY = "--botledger.admin-key=0123456789abcdef";

  private final Path temporary;

  ConfigurationMistakesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --botledger.role=everything | botledger.role is 'everything', which is no role
          --botledger.role=command    | needs a PostgreSQL that other processes use too
          --botledger.role=query      | needs a PostgreSQL that other processes use too
          --botledger.drain=1m         | botledger.drain is 60000 ms
          --botledger.admin-key=short | It has 5 characters; it must have 16 or more
          --botledger.admin-key-file=/nowhere/key | cannot be read from /nowhere/key
          """)
  void anOption(String option, String message, CapturedOutput output) {
    refused(output, "--botledger.data-dir=" + temporary, option);
    assertThat(output).contains(message);
  }

  @Test
  void aKeyThatNoHeaderCanCarry(CapturedOutput output) {
    String key = "white space in the middle";
    refused(output, "--botledger.data-dir=" + temporary, "--botledger.admin-key=" + key);
    assertThat(output).contains("It holds white space").doesNotContain(key);
  }

  @Test
  void anAddressOfAnotherDatabase(CapturedOutput output) {
    refused(output, "--spring.datasource.url=jdbc:mysql://x/y?password=pass-word", KEY);
    assertThat(output)
        .contains("spring.datasource.url is jdbc:mysql://x/y, which is no address of a PostgreSQL")
        .doesNotContain("pass-word");
  }

  @Test
  void aPostgresThatIsNotThere(CapturedOutput output) throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://localhost:" + nobody + "/botledger";
    refused(output, options(new Database(url, "me", "pass-word"), KEY));
    assertThat(output)
        .contains("The PostgreSQL at " + url + " cannot be used", "refused")
        .doesNotContain("pass-word");
  }

  @Test
  void noKeyOnAPostgresOfOnesOwn(CapturedOutput output) {
    refused(output, options(new Database("jdbc:postgresql://localhost:1/x", "me", "")));
    assertThat(output).contains("There is no admin key", "botledger.admin-key-file");
  }

  @Test
  void aRoleThatMayNotGetInOrNotCreateSchemas(CapturedOutput output) {
    PostgresForTests postgres = PostgresForTests.version18();
    postgres.execute("create role poor login password 'not a secret'");
    postgres.execute("create database theirs");
    refused(output, options(postgres.database("theirs", "poor"), KEY));
    assertThat(output).contains("GRANT CREATE ON DATABASE \"theirs\" TO \"poor\"");

    refused(output, options(postgres.database("nothing", "poor"), KEY));
    assertThat(output).contains("database \"nothing\" does not exist");
  }

  @Test
  void aDataDirectoryThatCannotBeWritten(CapturedOutput output) throws IOException {
    Path below = Files.createFile(temporary.resolve("file")).resolve("below");
    refused(output, "--botledger.data-dir=" + below);
    assertThat(output).contains("The data directory %s cannot be used".formatted(below));
  }

  @Test
  void aPortThatIsInUse(CapturedOutput output) throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      PostgresForTests postgres = PostgresForTests.version18();
      List<String> options = new ArrayList<>(List.of(options(postgres.create("port"), KEY)));
      options.add("--server.port=" + other.getLocalPort());
      refused(output, options.toArray(String[]::new));
      assertThat(output).contains("Port %d was already in use".formatted(other.getLocalPort()));
    }
  }

  private static void refused(CapturedOutput output, String... options) {
    assertThatThrownBy(() -> Botledger.application().run(options)).isInstanceOf(Exception.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "Description:", "Action:")
        .doesNotContain("\tat ", "Caused by:");
  }

  private static String[] options(Database database, String... more) {
    return Stream.of(PostgresForTests.options(database), more)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }
}
