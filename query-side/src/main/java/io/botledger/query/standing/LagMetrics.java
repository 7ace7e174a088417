package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gauges {@code botledger.projection.*}, each with the projection's name as a tag. */
@Component
class LagMetrics implements MeterBinder {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Standings standings;

  LagMetrics(Standings standings) {
    this.standings = standings;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Projection projection : Projection.values()) {
      Latest latest = new Latest(projection);
      gauge(registry, "lag.events", projection, latest, Standing::lagEvents);
      gauge(registry, "lag.seconds", projection, latest, Standing::lagSeconds);
      gauge(registry, "dead.letters", projection, latest, Standing::deadLetters);
    }
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      Projection projection,
      Latest latest,
      ToDoubleFunction<Standing> value) {
    Gauge.builder("botledger.projection." + name, () -> value.applyAsDouble(latest.get()))
        .tag("projection", projection.text())
        .strongReference(true)
        .register(registry);
  }

  /** One query for the three gauges of a projection. */
  private final class Latest {
    private final Projection projection;
    private @Nullable Standing standing;
    private long asked;

    Latest(Projection projection) {
      this.projection = projection;
    }

    synchronized Standing get() {
      Standing known = standing;
      if (known == null || System.nanoTime() - asked > FRESH.toNanos()) {
        known = standings.of(projection);
        standing = known;
        asked = System.nanoTime();
      }
      return known;
    }
  }
}
