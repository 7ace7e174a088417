package io.botledger.query.console;

import io.botledger.query.console.page.ApiOfThePage;
import io.botledger.query.console.page.Links;
import io.botledger.query.console.page.OwnFiles;
import io.botledger.query.console.page.SignedIn;
import io.botledger.query.console.page.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.webjars.WebJarVersionLocator;

/**
 * The console. Whoever runs it gives the key by which sessions are sealed; it takes nothing of the
 * query side's.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
public class ConsoleConfiguration implements WebMvcConfigurer {
  private static final String FILES = "/console/files/**";
  private final SignedIn signedIn;

  ConsoleConfiguration(SignedIn signedIn) {
    this.signedIn = signedIn;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(signedIn)
        .addPathPatterns("/", "/console/**")
        .excludePathPatterns(FILES, "/console/sign-in", "/console/sign-in/**");
    registry.addInterceptor(new OwnFiles()).addPathPatterns(FILES);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ApiOfThePage());
  }

  /** Our own files, and htmx out of its jar. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    String version =
        Objects.requireNonNull(new WebJarVersionLocator().version("htmx.org"), "htmx.org");
    registry
        .addResourceHandler(FILES)
        .addResourceLocations(
            "classpath:/console/files/",
            "classpath:/META-INF/resources/webjars/htmx.org/" + version + "/dist/");
  }

  @Bean
  static ThymeleafViewResolver pages(ApplicationContext context) {
    SpringResourceTemplateResolver files = new SpringResourceTemplateResolver();
    files.setApplicationContext(context);
    files.setPrefix("classpath:/console/pages/");
    files.setSuffix(".html");
    files.setCharacterEncoding("UTF-8");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(files);
    ThymeleafViewResolver pages = new ThymeleafViewResolver();
    pages.setTemplateEngine(engine);
    pages.setCharacterEncoding("UTF-8");
    pages.setStaticVariables(Map.of("links", new Links(), "say", new Text()));
    // Whole pages or none: what fails in the middle must not have begun as a success.
    pages.setProducePartialOutputWhileProcessing(false);
    return pages;
  }
}
