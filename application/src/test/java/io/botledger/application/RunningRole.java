package io.botledger.application;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.access.Credentials;
import io.botledger.platform.database.Database;
import io.botledger.query.stream.StreamPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A role of the application in this JVM, so that a test can look at what it is made of. */
public final class RunningRole implements AutoCloseable {
  public static final String KEY = "a-key-for-all-roles-0123";

  /** So prompt that a test need not wait for what is only a matter of time. */
  private static final StreamPace LIVELY =
      new StreamPace(
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(20));

  private final ConfigurableApplicationContext context;

  private RunningRole(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With further options. */
  public static RunningRole start(String role, Database database, String... more) {
    return start(role, database, real -> real, more);
  }

  /** With other credentials than the real ones, or beside them. */
  public static RunningRole start(
      String role, Database database, UnaryOperator<Credentials> credentials, String... more) {
    List<String> options = new ArrayList<>(List.of(PostgresForTests.options(database)));
    options.add("--server.port=0");
    options.add("--botledger.role=" + role);
    options.add("--botledger.admin-key=" + KEY);
    options.add("--botledger.drain=0s");
    options.addAll(List.of(more));
    SpringApplication application = Botledger.application();
    if (!role.equals("command")) {
      application.addInitializers(
          context -> context.getBeanFactory().registerSingleton("streamPace", LIVELY));
    }
    application.addInitializers(
        context ->
            context
                .getBeanFactory()
                .addBeanPostProcessor(
                    new BeanPostProcessor() {
                      @Override
                      public Object postProcessAfterInitialization(Object bean, String name) {
                        return bean instanceof Credentials real ? credentials.apply(real) : bean;
                      }
                    }));
    return new RunningRole(application.run(options.toArray(String[]::new)));
  }

  public String url() {
    return "http://localhost:" + port();
  }

  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public Set<String> beanTypes() {
    Set<String> types = new TreeSet<>();
    for (String name : context.getBeanFactory().getSingletonNames()) {
      types.add(context.getBean(name).getClass().getName());
    }
    return types;
  }

  /** By their names. */
  public List<String> pools() {
    return context.getBeansOfType(HikariDataSource.class).values().stream()
        .map(HikariDataSource::getPoolName)
        .toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
