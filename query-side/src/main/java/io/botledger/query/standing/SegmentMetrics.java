package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.botledger.query.projection.Processors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/**
 * Gauge {@code botledger.projection.segments}, with the projection's name as a tag: how many of its
 * segments this process works on. Those of all processes together make {@link
 * io.botledger.query.segment.Shares#SEGMENTS}.
 */
@Component
class SegmentMetrics implements MeterBinder {
  private final Processors processors;

  SegmentMetrics(Processors processors) {
    this.processors = processors;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Projection projection : Projection.values()) {
      Gauge.builder("botledger.projection.segments", () -> processors.segments(projection))
          .tag("projection", projection.text())
          .strongReference(true)
          .register(registry);
    }
  }
}
