package io.botledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventStoreConfiguration;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.ProgressConfiguration;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.EventStream;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.WebConfiguration;
import io.botledger.query.generation.Pace;
import io.botledger.query.stream.StreamPace;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A query side that answers over HTTP, on a database of its own. */
public final class Answering implements AutoCloseable {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        JdbcAutoConfiguration.class
      })
  @Import({
    WebConfiguration.class,
    EventStoreConfiguration.class,
    ProgressConfiguration.class,
    QuerySideConfiguration.class
  })
  static class Process {

    /** Everybody is Anna here, or who they say: who may do what is not the query side's matter. */
    @Bean
    Filter identification() {
      return (request, response, chain) -> {
        HttpServletRequest http = (HttpServletRequest) request;
        String name = Objects.requireNonNullElse(http.getHeader("as"), "anna");
        RequestContext.identify(http, new Caller(name, "key", Grants.ALL));
        chain.doFilter(request, response);
      };
    }
  }

  /** So prompt that a test need not wait for what is only a matter of time. */
  static final Pace PROMPT =
      new Pace(
          Duration.ofMillis(50),
          Duration.ofMillis(400),
          Duration.ofMillis(600),
          Duration.ofSeconds(3));

  /** The same for streams. */
  private static final StreamPace LIVELY =
      new StreamPace(
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMillis(20));

  static final JsonMapper JSON = new JsonMapper();
  private static final Pattern LINK = Pattern.compile("<(/v1/[^>]*)>; rel=\"(\\w+)\"");

  private final TestLog log;
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  Answering() {
    this(TestPostgres.freshDatabase());
  }

  /** One of several processes on a database, with further options. */
  Answering(Database database, String... options) {
    log = new TestLog(database);
    SpringApplication application = new SpringApplication(Process.class);
    application.addInitializers(
        starting -> {
          starting.getBeanFactory().registerSingleton("database", database);
          starting.getBeanFactory().registerSingleton("pace", PROMPT);
          starting.getBeanFactory().registerSingleton("streamPace", LIVELY);
        });
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--server.port=0");
    all.add("--axon.update-check.disabled=true");
    all.add("--spring.main.banner-mode=off");
    context = application.run(all.toArray(String[]::new));
  }

  TestLog log() {
    return log;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  HikariDataSource readPool() {
    return context.getBean("readDataSource", HikariDataSource.class);
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Returns once reads show all that the log has of a chatbot. */
  void hasHandled(String chatbotId) {
    long head = log.head(chatbotId);
    bean(EventsAppended.class).announce();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bean(Progress.class).handled(chatbotId, head).get());
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Listens to a stream. */
  EventStream listen(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return EventStream.open(client, request.build());
  }

  /** Sends a body of JSON. */
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Follows the links from page to page. */
  List<JsonNode> pages(String path) {
    List<JsonNode> pages = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      HttpResponse<String> response = get(next.get());
      pages.add(JSON.readTree(response.body()));
      next = link(response, "next");
    }
    return pages;
  }

  /** Where the link with this relation leads. */
  static Optional<String> link(HttpResponse<String> response, String relation) {
    Matcher links = LINK.matcher(response.headers().firstValue("Link").orElse(""));
    return links
        .results()
        .filter(link -> link.group(2).equals(relation))
        .map(link -> link.group(1))
        .findFirst();
  }

  @Override
  public void close() {
    context.close();
  }
}
