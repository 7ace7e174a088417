package io.botledger.application.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A start that was refused in the way people can read: by a description and an action, without a
 * stack trace, with an exit code, with no PostgreSQL left running.
 */
public record Refused(String output) {

  public static Refused of(Path dataDirectory, String... options) {
    try (BotledgerProcess process = BotledgerProcess.launch(dataDirectory, options)) {
      int code = process.awaitEnd(Duration.ofSeconds(60));
      String output = process.output();
      assertThat(code).as(output).isEqualTo(1);
      assertThat(output)
          .contains("APPLICATION FAILED TO START", "Description:", "Action:")
          .doesNotContain("\tat ", "Caused by:");
      return new Refused(output);
    }
  }
}
