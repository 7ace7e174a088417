package io.botledger.application.postgres;

import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether PostgreSQL answers within two seconds, and whether it keeps what it acknowledges. Anybody
 * may ask, so the answer holds for a second and costs one connection at most.
 */
final class DatabaseHealthIndicator implements HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(DatabaseHealthIndicator.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Database database;
  private Health last = Health.unknown().build();
  private List<String> warned = List.of();
  private long askedAt = System.nanoTime() - FRESH.toNanos();

  DatabaseHealthIndicator(Database database) {
    this.database = database;
  }

  @Override
  public synchronized Health health() {
    if (System.nanoTime() - askedAt >= FRESH.toNanos()) {
      last = ask();
      askedAt = System.nanoTime();
    }
    return last;
  }

  private Health ask() {
    try (Connection connection = database.connect(PATIENCE)) {
      List<String> warnings = Durability.warnings(connection);
      warn(warnings);
      Health.Builder up =
          Health.up().withDetail("version", connection.getMetaData().getDatabaseProductVersion());
      return (warnings.isEmpty() ? up : up.withDetail("warnings", warnings)).build();
    } catch (SQLException e) {
      log.debug("PostgreSQL does not answer.", e);
      return Health.down().withDetail("error", "PostgreSQL does not answer.").build();
    }
  }

  private void warn(List<String> warnings) {
    if (!warnings.equals(warned)) {
      warnings.forEach(log::warn);
      warned = warnings;
    }
  }
}
