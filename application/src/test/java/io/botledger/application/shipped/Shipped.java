package io.botledger.application.shipped;

import io.botledger.application.Settings;
import io.botledger.query.console.ConsoleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The files, and which of the options in them the process knows. */
final class Shipped {
  static final Path ROOT = Path.of("..");

  /** Options of Spring's and of Java's own that these files may set. */
  private static final Set<String> OTHERS =
      Set.of(
          "SPRING_DATASOURCE_URL",
          "SPRING_DATASOURCE_USERNAME",
          "SPRING_CONFIG_IMPORT",
          "SERVER_PORT",
          "JDK_JAVA_OPTIONS");

  private Shipped() {}

  static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process makes of environment variables. */
  static Settings settings(Map<String, ?> environment) {
    return bound("botledger", Settings.class, environment);
  }

  /** The same of what the console makes of them. */
  static ConsoleSettings console(Map<String, ?> environment) {
    return bound("botledger.console", ConsoleSettings.class, environment);
  }

  private static <T> T bound(String prefix, Class<T> type, Map<String, ?> environment) {
    StandardEnvironment spring = new StandardEnvironment();
    spring
        .getPropertySources()
        .forEach(source -> spring.getPropertySources().remove(source.getName()));
    spring
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(environment)));
    return new Binder(ConfigurationPropertySources.get(spring))
        .bindOrCreate(prefix, Bindable.of(type));
  }

  /** Those that nothing reads: an option of ours is known if setting it changes what is bound. */
  static Set<String> unknown(Map<String, ?> environment) {
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeAll(OTHERS);
    unknown.removeIf(
        name -> !settings(Map.of(name, environment.get(name))).equals(settings(Map.of())));
    unknown.removeIf(name -> console(Map.of(name, environment.get(name))).api() != null);
    return unknown;
  }
}
