package io.botledger.bench.inserver;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Found by Spring Boot where the bench's jar is on the class path of a Botledger process: routes
 * that do without Botledger what the same server can do.
 */
@AutoConfiguration
public class BareRoutesConfiguration {

  /** Answered before any filter of Botledger sees the request. */
  static final String BEFORE_THE_FILTERS = "/bench/hello-before-filters";

  @Bean
  BareRoutes bareRoutes(
      @Qualifier("commandDataSource") ObjectProvider<DataSource> commandDataSource,
      Environment environment) {
    return new BareRoutes(
        commandDataSource.getIfAvailable(), environment.getProperty("bench.scripts", ""));
  }

  @Bean
  FilterRegistrationBean<Filter> helloBeforeFilters() {
    FilterRegistrationBean<Filter> hello =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              if (request instanceof HttpServletRequest asked
                  && response instanceof HttpServletResponse answer
                  && asked.getRequestURI().equals(BEFORE_THE_FILTERS)) {
                byte[] body = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);
                answer.setContentType("application/json");
                answer.setContentLength(body.length);
                answer.getOutputStream().write(body);
              } else {
                chain.doFilter(request, response);
              }
            });
    hello.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return hello;
  }
}
