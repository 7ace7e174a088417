package io.botledger.platform.web;

import io.botledger.events.Environment;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

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
