package io.botledger.query.stream;

import io.botledger.platform.progress.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Streams, wired. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class StreamConfiguration {

  @Bean
  Streams streams(Changes changes, StreamSettings settings) {
    return new Streams(changes, settings.most());
  }

  @Bean
  StreamClock streamClock(Streams streams, ObjectProvider<StreamPace> pace, Progress progress) {
    return new StreamClock(streams, pace.getIfAvailable(() -> StreamPace.USUAL), progress);
  }

  @Bean
  MeterBinder openStreams(Streams streams) {
    return registry ->
        Gauge.builder("botledger.streams.open", streams, Streams::open).register(registry);
  }
}
