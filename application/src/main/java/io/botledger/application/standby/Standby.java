package io.botledger.application.standby;

import io.botledger.application.postgres.OwnServer;
import io.botledger.application.start.Role;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.route.Side;
import io.botledger.query.deployed.AnswersInFiles;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Standby.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Thread atTheEndOfTheProcess = new Thread(this::closeServer, "standbys-end");
  private @Nullable AnnotationConfigServletWebServerApplicationContext server;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (Role.in(environment).sides().run(Side.QUERY)
        && StringUtils.hasText(environment.getProperty(OwnServer.URL))
        && OwnServer.isAway(environment)) {
      LastKnownFiles files = OwnServer.lastKnown(environment);
      if (!AnswersInFiles.isEmpty(files)) {
        open(environment, files);
        awaitPostgres(environment);
        context.getBeanFactory().registerSingleton("standbysEnd", new End());
      }
    }
  }

  private synchronized void open(ConfigurableEnvironment environment, LastKnownFiles files) {
    Runtime.getRuntime().addShutdownHook(atTheEndOfTheProcess);
    server = new AnnotationConfigServletWebServerApplicationContext();
    server.setEnvironment(environment);
    server.registerBean(LastKnownFiles.class, () -> files);
    server.register(StandbyConfiguration.class);
    server.refresh();
  }

  private static void awaitPostgres(ConfigurableEnvironment environment) {
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
  }

  private synchronized void closeServer() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Ends it, also where the start behind it has failed. */
  @Override
  public void close() {
    closeServer();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEndOfTheProcess);
    } catch (IllegalStateException alreadyEnding) {
      log.debug("The process is ending.");
    }
  }

  /** Gives up the port right before the process takes it. */
  private final class End implements SmartLifecycle {

    @Override
    public void start() {
      close();
    }

    @Override
    public void stop() {}

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
