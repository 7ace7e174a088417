package io.botledger.application.openapi;

import java.util.Objects;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/**
 * Swagger UI under {@code /swagger-ui/}, out of the jar: our page and settings before the webjar's
 * own, which point at an example on the internet.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    String version =
        Objects.requireNonNull(new WebJarVersionLocator().version("swagger-ui"), "swagger-ui");
    registry
        .addResourceHandler("/swagger-ui/**")
        .addResourceLocations(
            "classpath:/swagger-ui/",
            "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/swagger-ui", "/swagger-ui/");
    registry.addViewController("/swagger-ui/").setViewName("forward:/swagger-ui/index.html");
  }
}
