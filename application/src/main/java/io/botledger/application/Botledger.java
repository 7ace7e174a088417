package io.botledger.application;

import io.botledger.application.standby.Standby;
import io.botledger.application.start.LongestEnd;
import io.botledger.application.start.Role;
import io.botledger.application.start.SidesOfTheRole;
import io.botledger.platform.PlatformConfiguration;
import io.botledger.platform.route.Sides;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The one executable.
 *
 * <p>Left out of Boot's own: the single data source (each side has pools of its own, made from the
 * {@link io.botledger.platform.database.Database}) with all that hangs on it, and the error page,
 * since the {@link io.botledger.application.web.ProblemErrorValve} answers what no endpoint does.
 * Left out of Axon's: the update check, which calls out, and its JDBC stores, which want the one
 * data source as well; each side makes its own.
 */
@SpringBootApplication(
    exclude = {
      DataSourceAutoConfiguration.class,
      DataSourceTransactionManagerAutoConfiguration.class,
      DataSourceHealthContributorAutoConfiguration.class,
      JdbcTemplateAutoConfiguration.class,
      JdbcClientAutoConfiguration.class,
      ErrorMvcAutoConfiguration.class,
      UpdateCheckerAutoConfiguration.class,
      JdbcAutoConfiguration.class
    })
@EnableConfigurationProperties(Settings.class)
@Import({PlatformConfiguration.class, SidesOfTheRole.class})
public class Botledger {

  @Bean
  Sides sides(Environment environment) {
    return Role.in(environment).sides();
  }

  /** Starts the process; see the README for its options. */
  public static void main(String[] arguments) {
    SpringApplication application = application();
    Standby standby = new Standby();
    application.addInitializers(new LongestEnd(), standby);
    try {
      application.run(arguments);
    } catch (Throwable failed) {
      standby.close();
      throw failed;
    }
  }

  /** All but what is for a process of its own: the limit on its end, and the standby. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(Botledger.class);
    application.addInitializers(new Role.Check());
    return application;
  }
}
