package io.botledger.application.web;

import io.botledger.platform.web.Problems;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
/** Tomcat, with answers of ours where it answers by itself. */
public class TomcatConfiguration {

  /** Last, so that our valve is the innermost and speaks before Boot's. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsAsProblems(Problems problems) {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new ProblemErrorValve(problems));
                // Found in the pipeline by its name, so that Tomcat adds none of its own.
                host.setErrorReportValveClass(ProblemErrorValve.class.getName());
              }
            });
  }
}
