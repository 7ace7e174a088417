package io.botledger.application.standby;

import io.botledger.application.postgres.OwnServer;
import io.botledger.application.start.Role;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.route.Side;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * If PostgreSQL is away when a process is started, bots are answered what they were told last, from
 * the data directory, until it is back; the process is not ready meanwhile. Then it starts as
 * usual, and gives up the port only when it can take it itself. Where nothing was kept, the start
 * fails as it does with a wrong address.
 */
public final class Standby
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger log = LoggerFactory.getLogger(Standby.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (Role.in(environment).sides().run(Side.QUERY)
        && StringUtils.hasText(environment.getProperty(OwnServer.URL))
        && OwnServer.isAway(environment)) {
      LastKnownFiles files = OwnServer.lastKnown(environment);
      if (!files.isEmpty()) {
        context
            .getBeanFactory()
            .registerSingleton("standbysEnd", new End(standByUntilItIsBack(environment, files)));
      }
    }
  }

  private static AnnotationConfigServletWebServerApplicationContext standByUntilItIsBack(
      ConfigurableEnvironment environment, LastKnownFiles files) {
    AnnotationConfigServletWebServerApplicationContext standby =
        new AnnotationConfigServletWebServerApplicationContext();
    standby.setEnvironment(environment);
    standby.registerBean(LastKnownFiles.class, () -> files);
    standby.register(StandbyConfiguration.class);
    standby.refresh();
    Runtime.getRuntime().addShutdownHook(new Thread(standby::close));
    log.warn(
        "PostgreSQL cannot be reached. Until it is back, nothing is answered but what bots were told"
            + " last, marked as stale.");
    while (OwnServer.isAway(environment)) {
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while PostgreSQL was awaited.", e);
      }
    }
    log.info("PostgreSQL is back.");
    return standby;
  }

  /** Gives up the port right before the process takes it. */
  private static final class End implements SmartLifecycle {
    private final ConfigurableApplicationContext standby;

    End(ConfigurableApplicationContext standby) {
      this.standby = standby;
    }

    @Override
    public void start() {
      standby.close();
    }

    @Override
    public void stop() {
      standby.close();
    }

    /** So that it is started. */
    @Override
    public boolean isRunning() {
      return false;
    }

    @Override
    public int getPhase() {
      return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
  }
}
