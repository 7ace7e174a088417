package io.botledger.platform.web;

import io.botledger.events.Environment;
import java.util.List;
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
  CorrelationFilter.class,
  MisdirectedFilter.class,
  LongAnswers.class
})
public class WebConfiguration implements WebMvcConfigurer {

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new JsonBodyResolver());
    resolvers.add(new RequestContextResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RequestNames());
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, Environment.class, Environment::of);
  }
}
