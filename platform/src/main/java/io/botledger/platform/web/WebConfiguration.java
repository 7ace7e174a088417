package io.botledger.platform.web;

import io.botledger.events.Environment;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** What every endpoint shares. */
@Configuration(proxyBeanMethods = false)
@Import({
  Problems.class,
  ProblemAdvice.class,
  SecurityHeaders.class,
  CorrelationFilter.class,
  MisdirectedFilter.class,
  LongAnswers.class
})
@EnableConfigurationProperties(CorsOrigins.class)
public class WebConfiguration implements WebMvcConfigurer {

  @Bean
  @ConditionalOnProperty("botledger.cors.allowed-origins")
  CorsFilter crossOriginFilter(CorsOrigins origins, Problems problems) {
    return new CorsFilter(origins, problems);
  }

  /** Of the threads that answer requests, half may wait for a command at once. */
  @Bean
  WebMvcRegistrations briefWaits(@Value("${server.tomcat.threads.max:200}") int threads) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new BriefWaits(threads / 2, Duration.ofMillis(100));
      }
    };
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new JsonBodyResolver());
    resolvers.add(new RequestContextResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    // The console's pages are addressed by people, and answer them in their own way.
    registry.addInterceptor(new RequestNames()).excludePathPatterns("/", "/console/**");
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, Environment.class, Environment::of);
  }
}
