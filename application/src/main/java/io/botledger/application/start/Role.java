package io.botledger.application.start;

import io.botledger.application.postgres.OwnServer;
import io.botledger.command.capsule.CapsuleImport;
import io.botledger.command.demo.DemoHistory;
import io.botledger.platform.route.Side;
import io.botledger.platform.route.Sides;
import io.botledger.platform.start.StartRefused;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What a process does: {@code botledger.role}. */
public enum Role {
  ALL(Sides.BOTH),
  COMMAND(new Sides(Set.of(Side.COMMAND))),
  QUERY(new Sides(Set.of(Side.QUERY)));

  private final Sides sides;

  Role(Sides sides) {
    this.sides = sides;
  }

  /** The sides that it runs. */
  public Sides sides() {
    return sides;
  }

  /**
   * The role of this process.
   *
   * @throws StartRefused if there is none of that name
   */
  public static Role in(Environment environment) {
    String given = environment.getProperty("botledger.role", "all");
    return Arrays.stream(values())
        .filter(known -> known.text().equals(given))
        .findFirst()
        .orElseThrow(() -> unknown(given));
  }

  /** Checks the role before anything else is touched. */
  public static final class Check
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String CONSOLES_API = "botledger.console.api";
    private static final Logger log = LoggerFactory.getLogger(Role.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      Environment environment = context.getEnvironment();
      Role role = in(environment);
      if (role != ALL && !StringUtils.hasText(environment.getProperty(OwnServer.URL))) {
        throw new StartRefused(
            "botledger.role is '%s', which needs a PostgreSQL that other processes use too."
                .formatted(role.text()),
            "Name it in %s (with .username and .password), or leave botledger.role out."
                .formatted(OwnServer.URL));
      }
      if (role == QUERY && StringUtils.hasText(environment.getProperty(CapsuleImport.OPTION))) {
        throw new StartRefused(
            "botledger.role is 'query', which imports nothing: the events are the command side's.",
            "Give %s to one process of the role command.".formatted(CapsuleImport.OPTION));
      }
      if (role == QUERY && !StringUtils.hasText(environment.getProperty(CONSOLES_API))) {
        log.warn(
            "The role is query and {} is not given: the console can read, but nothing can be done in"
                + " it. Name the gateway's address there.",
            CONSOLES_API);
      }
      if (role == QUERY && environment.getProperty(DemoHistory.OPTION, Boolean.class, false)) {
        log.info(
            "{} is given, but the role query fills nothing: the events are the command side's.",
            DemoHistory.OPTION);
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
