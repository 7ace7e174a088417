package io.botledger.application.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** No container engine runs here, so the files are held against the build instead. */
class ContainersTest {
  private static final Path ROOT = Path.of("..");

  /** Spring's own options that a container may set. */
  private static final Set<String> SPRINGS =
      Set.of("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_CONFIG_IMPORT");

  private final Map<String, Object> compose = map(new Yaml().load(read("docker-compose.yml")));
  private final Map<String, Object> botledger = at(compose, "services", "botledger");
  private final Map<String, Object> postgres = at(compose, "services", "postgres");

  @Test
  void everyOptionIsOneThatTheProcessKnows() {
    Map<String, Object> environment = at(botledger, "environment");
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeAll(SPRINGS);
    Settings defaults = settings(Map.of());
    // An option is known if setting it changes what is bound.
    unknown.removeIf(
        name ->
            name.equals("BOTLEDGER_ROLE")
                ? !settings(Map.of(name, "another")).equals(defaults)
                : !settings(Map.of(name, environment.get(name))).equals(defaults));
    assertThat(unknown).isEmpty();
    assertThat(settings(Map.of("BOTLEDGER_NO_SUCH_OPTION", "x"))).isEqualTo(defaults);
  }

  @Test
  void theRoleAndTheKeyAreBound() {
    Settings bound = settings(at(botledger, "environment"));
    assertThat(bound.role()).isEqualTo("all");
    assertThat(bound.adminKeyFile()).isEqualTo("/run/secrets/admin-key");
    assertThat(list(botledger, "secrets")).contains("admin-key");
  }

  @Test
  void theAddressIsThatOfThePostgresBesideIt() {
    Map<String, Object> own = at(botledger, "environment");
    Map<String, Object> server = at(postgres, "environment");
    assertThat(own.get("SPRING_DATASOURCE_URL"))
        .isEqualTo("jdbc:postgresql://postgres:5432/" + server.get("POSTGRES_DB"));
    assertThat(own.get("SPRING_DATASOURCE_USERNAME")).isEqualTo(server.get("POSTGRES_USER"));
    assertThat(at(botledger, "depends_on", "postgres").get("condition"))
        .isEqualTo("service_healthy");
    assertThat(postgres).containsKey("healthcheck").containsEntry("image", "postgres:18");
  }

  @Test
  void secretsComeFromFilesThatAreNotInTheRepository() {
    Map<String, Object> secrets = at(compose, "secrets");
    assertThat(secrets.keySet()).containsExactlyInAnyOrder("postgres-password", "admin-key");
    assertThat(read(".gitignore")).contains("/secrets/");
    secrets
        .values()
        .forEach(
            secret -> assertThat(String.valueOf(map(secret).get("file"))).startsWith("./secrets/"));
    assertThat(list(botledger, "secrets"))
        .contains(Map.of("source", "postgres-password", "target", "spring.datasource.password"));
    assertThat(at(postgres, "environment").get("POSTGRES_PASSWORD_FILE"))
        .isEqualTo("/run/secrets/postgres-password");
  }

  @Test
  void portsAndTimesFitTheProcess() {
    Map<String, Object> defaults =
        map(new Yaml().load(read("application/src/main/resources/application.yaml")));
    Object port = at(defaults, "server").get("port");
    assertThat(list(botledger, "ports")).containsExactly("127.0.0.1:" + port + ":" + port);
    assertThat(read("Dockerfile")).contains("EXPOSE " + port, "/dev/tcp/127.0.0.1/" + port);
    // The process promises to stop within 20 s.
    assertThat(
            Integer.parseInt(String.valueOf(botledger.get("stop_grace_period")).replace("s", "")))
        .isGreaterThan(20);
  }

  @Test
  void theImageTakesTheExecutableThatTheBuildMakesAndIsNotRoot() {
    String jar = "application/target/botledger.jar";
    assertThat(read("application/pom.xml")).contains("<finalName>botledger</finalName>");
    assertThat(read("Dockerfile")).contains("COPY " + jar, "\nUSER 10001\n", "temurin:25");
    assertThat(read(".dockerignore").lines()).containsExactly("*", "!" + jar);
  }

  private static Settings settings(Map<String, Object> environment) {
    StandardEnvironment spring = new StandardEnvironment();
    spring
        .getPropertySources()
        .forEach(source -> spring.getPropertySources().remove(source.getName()));
    spring
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(environment)));
    return new Binder(ConfigurationPropertySources.get(spring))
        .bindOrCreate("botledger", Bindable.of(Settings.class));
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }

  private static Map<String, Object> at(Map<String, Object> map, String... path) {
    Map<String, Object> found = map;
    for (String name : path) {
      found = map(Objects.requireNonNull(found.get(name), () -> Arrays.toString(path)));
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Map<String, Object> map, String name) {
    return (List<Object>) Objects.requireNonNull(map.get(name), name);
  }
}
