package io.botledger.query.audit;

import io.botledger.platform.progress.Projection;
import io.botledger.query.stream.Places;
import io.botledger.query.stream.StreamAnswers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Streams of the audit, wired. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  StreamAnswers auditStreams(Places places, AuditGrowth growth) {
    // An entry is told once all of them have it.
    return places.streams(growth, Projection.values());
  }
}
