package io.botledger.application.start;

import io.botledger.command.capsule.CapsuleImport;
import io.botledger.platform.progress.Projection;
import io.botledger.query.standing.Standing;
import io.botledger.query.standing.Standings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * After an import the process is ready only once all projections have handled what was imported, so
 * that no read answers less than the original would. Until then {@code /v1/projections} and the
 * console tell how far they are. Where the projections run in other processes, nobody waits.
 */
@ConditionalOnProperty(CapsuleImport.OPTION)
final class ReadsFollowTheImport implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(ReadsFollowTheImport.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration NEWS = Duration.ofSeconds(5);

  private final Standings standings;
  private final ConfigurableApplicationContext context;

  ReadsFollowTheImport(Standings standings, ConfigurableApplicationContext context) {
    this.standings = standings;
    this.context = context;
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    long said = System.nanoTime();
    List<Standing> behind = behind();
    while (!behind.isEmpty() && context.isRunning()) {
      if (System.nanoTime() - said > NEWS.toNanos()) {
        said = System.nanoTime();
        log.info(
            "The projections follow the import: {}.",
            behind.stream()
                .map(one -> "%s has %,d events to go".formatted(one.name(), one.lagEvents()))
                .collect(Collectors.joining(", ")));
      }
      Thread.sleep(LOOK.toMillis());
      behind = behind(behind);
    }
  }

  private List<Standing> behind(List<Standing> before) {
    try {
      return behind();
    } catch (DataAccessException | TransactionException e) {
      log.debug("How far the projections are is not known at the moment.", e);
      return before;
    }
  }

  private List<Standing> behind() {
    return Arrays.stream(Projection.values())
        .map(standings::of)
        .filter(standing -> standing.lagEvents() > 0)
        .toList();
  }
}
