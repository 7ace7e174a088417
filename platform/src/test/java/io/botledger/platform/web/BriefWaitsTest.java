package io.botledger.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** In a real Tomcat, which has four threads, of which two may wait. */
class BriefWaitsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Queue<DispatcherType> ways = new ConcurrentLinkedQueue<>();
  private final Queue<DispatcherType> left = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<ResponseEntity<String>>> open =
      new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @SpringBootConfiguration
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  static class Application {}

  @RestController
  final class Endpoint {
    @GetMapping("/soon")
    CompletableFuture<ResponseEntity<String>> soon() {
      return new CompletableFuture<ResponseEntity<String>>()
          .completeOnTimeout(ResponseEntity.accepted().body("soon"), 5, TimeUnit.MILLISECONDS);
    }

    @GetMapping("/fails")
    CompletableFuture<ResponseEntity<String>> fails() {
      return CompletableFuture.supplyAsync(
          () -> {
            throw new IllegalStateException("as the test wants it");
          });
    }

    @GetMapping("/open")
    CompletableFuture<ResponseEntity<String>> open() {
      CompletableFuture<ResponseEntity<String>> future = new CompletableFuture<>();
      open.add(future);
      return future;
    }

    @GetMapping("/plain")
    String plain() {
      return "plain";
    }

    @ExceptionHandler
    ResponseEntity<String> failed(IllegalStateException failure) {
      return ResponseEntity.status(418).body(failure.getMessage());
    }
  }

  private ConfigurableApplicationContext server(Duration moment) {
    return new SpringApplicationBuilder(Application.class)
        .properties(
            "server.port=0",
            "server.tomcat.threads.max=4",
            "spring.main.banner-mode=off",
            "spring.config.location=optional:classpath:/none/")
        .initializers(
            context -> {
              var beans = (GenericApplicationContext) context;
              beans.registerBean(Endpoint.class, Endpoint::new);
              beans.registerBean(WebMvcRegistrations.class, () -> waits(moment));
              beans.registerBean("watch", FilterRegistrationBean.class, this::watch);
            })
        .run();
  }

  private static WebMvcRegistrations waits(Duration moment) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new BriefWaits(2, moment);
      }
    };
  }

  private FilterRegistrationBean<?> watch() {
    FilterRegistrationBean<Filter> watch =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              ways.add(request.getDispatcherType());
              chain.doFilter(request, response);
              left.add(request.getDispatcherType());
            });
    watch.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    watch.setAsyncSupported(true);
    return watch;
  }

  private CompletableFuture<HttpResponse<String>> get(
      ConfigurableApplicationContext server, String path) {
    String port = server.getEnvironment().getProperty("local.server.port");
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatComesSoonTakesOneWay() {
    try (ConfigurableApplicationContext server = server(LONG)) {
      HttpResponse<String> answer = get(server, "/soon").join();
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("soon");
      assertThat(ways).containsExactly(DispatcherType.REQUEST);
    }
  }

  @Test
  void whatComesLaterIsComeBackTo() {
    try (ConfigurableApplicationContext server = server(Duration.ofNanos(1))) {
      CompletableFuture<HttpResponse<String>> answer = get(server, "/open");
      await().until(() -> !left.isEmpty());
      open.remove().complete(ResponseEntity.ok("late"));
      assertThat(answer.join().body()).isEqualTo("late");
      assertThat(ways).containsExactly(DispatcherType.REQUEST, DispatcherType.ASYNC);
    }
  }

  @Test
  void aFailureIsAnsweredAsAnyOther() {
    for (Duration moment : List.of(LONG, Duration.ofNanos(1))) {
      try (ConfigurableApplicationContext server = server(moment)) {
        HttpResponse<String> answer = get(server, "/fails").join();
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("as the test wants it");
      }
    }
  }

  /** Were all four threads to wait, which here they would for minutes, nothing would be read. */
  @Test
  void whatWaitsLeavesThreadsForOthers() {
    try (ConfigurableApplicationContext server = server(LONG)) {
      List<CompletableFuture<HttpResponse<String>>> waiting =
          IntStream.range(0, 20).mapToObj(i -> get(server, "/open")).toList();
      await().until(() -> open.size() == 20);
      assertThat(get(server, "/plain").join().body()).isEqualTo("plain");
      open.forEach(future -> future.complete(ResponseEntity.ok("done")));
      for (CompletableFuture<HttpResponse<String>> answer : waiting) {
        assertThat(answer.join().body()).isEqualTo("done");
      }
      assertThat(ways.stream().filter(DispatcherType.ASYNC::equals)).hasSize(18);
    }
  }
}
