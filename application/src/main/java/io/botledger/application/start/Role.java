package io.botledger.application.start;

import io.botledger.platform.start.StartRefused;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What a process does: {@code botledger.role}. */
public enum Role {
  ALL,
  COMMAND,
  QUERY;

  /** Checks the role before anything else is touched. */
  public static final class Check
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      String given = context.getEnvironment().getProperty("botledger.role", "all");
      Role role =
          Arrays.stream(values())
              .filter(known -> known.text().equals(given))
              .findFirst()
              .orElseThrow(() -> unknown(given));
      if (role != ALL) {
        throw new StartRefused(
            "botledger.role is '%s', but this build runs the role 'all' only.".formatted(given),
            "Leave botledger.role out, or set it to 'all'.");
      }
    }
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static StartRefused unknown(String given) {
    return new StartRefused(
        "botledger.role is '%s', which is no role.".formatted(given),
        "Set it to one of: "
            + Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "))
            + ".");
  }
}
