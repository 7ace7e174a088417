package io.botledger.command;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.VersionContent;
import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.eventstore.EventStoreConfiguration;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.progress.ProgressConfiguration;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Surface;
import io.botledger.platform.web.WebConfiguration;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;

/** A command side as the application runs it, on a database of the test's. */
public final class TestCommandSide implements AutoCloseable {
  /** A caller who does not wait for projections, which nobody runs here. */
  public static final RequestContext CONTEXT = context(Surface.V1);

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({
    EventStoreConfiguration.class,
    ProgressConfiguration.class,
    WebConfiguration.class,
    CommandSideConfiguration.class
  })
  static class Application {
    @Bean
    Filter everybodyIsWhoTheySay() {
      return (request, response, chain) -> {
        HttpServletRequest asked = (HttpServletRequest) request;
        String name = Objects.requireNonNullElse(asked.getHeader("Test-Caller"), "user_123");
        RequestContext.identify(asked, new Caller(name, "key", Grants.ALL));
        chain.doFilter(request, response);
      };
    }
  }

  private final ConfigurableApplicationContext context;

  private TestCommandSide(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Without HTTP. */
  public static TestCommandSide start(Database database) {
    return start(database, WebApplicationType.NONE);
  }

  /** Without HTTP, and with other connections than the usual ones for commands. */
  static TestCommandSide start(Database database, UnaryOperator<DataSource> connections) {
    return start(
        database,
        WebApplicationType.NONE,
        context ->
            context
                .getBeanFactory()
                .addBeanPostProcessor(
                    new BeanPostProcessor() {
                      @Override
                      public Object postProcessAfterInitialization(Object bean, String name) {
                        return name.equals("commandDataSource")
                            ? connections.apply((DataSource) bean)
                            : bean;
                      }
                    }));
  }

  /** With HTTP on a port of its own. */
  public static TestCommandSide startWithHttp(Database database) {
    return start(database, WebApplicationType.SERVLET);
  }

  private static TestCommandSide start(Database database, WebApplicationType type) {
    return start(database, type, context -> {});
  }

  private static TestCommandSide start(
      Database database,
      WebApplicationType type,
      ApplicationContextInitializer<ConfigurableApplicationContext> more) {
    return new TestCommandSide(
        new SpringApplicationBuilder(Application.class)
            .web(type)
            .properties(
                "server.port=0",
                "spring.config.import=classpath:platform.yaml,classpath:command-side.yaml",
                "spring.main.banner-mode=off")
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(Database.class, () -> database),
                more)
            .run());
  }

  public static RequestContext context(Surface surface) {
    return new RequestContext(
        new Caller("user_123", "key", Grants.ALL), surface, "correlation", true);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** Where HTTP is answered. */
  public String url() {
    return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** Begins to carry a command out. */
  public CompletableFuture<Done> submit(ChatbotCommand command) {
    return bean(Commands.class)
        .execute(new Asked(command, null), CONTEXT, accepted -> Reply.of(HttpStatus.OK, accepted))
        .thenApply(done -> new Done((CommandResult) done.reply().body(), done.positions()));
  }

  /** A command that was carried out. */
  public record Done(CommandResult result, List<Long> positions) {}

  /** Carries a command out; a refusal is the cause of the exception. */
  public Done execute(ChatbotCommand command) {
    return submit(command).join();
  }

  public static CreateVersion create(
      String chatbotId, String versionId, String name, @Nullable Environment deployTo) {
    return new CreateVersion(
        chatbotId,
        versionId,
        name,
        "",
        null,
        new VersionContent("{}", Contents.hash("{}"), 2, Stats.NONE),
        deployTo,
        Commands.newId());
  }

  @Override
  public void close() {
    context.close();
  }
}
