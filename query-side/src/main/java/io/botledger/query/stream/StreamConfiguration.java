package io.botledger.query.stream;

import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
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
  Places places(StreamSettings settings, ObjectProvider<StreamPace> pace, Progress progress) {
    return new Places(settings.most(), pace.getIfAvailable(() -> StreamPace.USUAL), progress);
  }

  @Bean
  StreamAnswers environmentStreams(Places places, Changes changes) {
    return places.streams(changes, Projection.DEPLOYED_VERSION);
  }

  @Bean
  MeterBinder openStreams(Places places) {
    return registry ->
        Gauge.builder("botledger.streams.open", places, Places::open).register(registry);
  }
}
