package io.botledger.application.shipped;

import static io.botledger.application.shipped.Shipped.console;
import static io.botledger.application.shipped.Shipped.read;
import static io.botledger.application.shipped.Shipped.settings;
import static io.botledger.application.shipped.Shipped.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.Settings;
import io.botledger.platform.route.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** No container engine runs here, so the files are held against the build instead. */
class ContainersTest {
  private final Map<String, Object> compose = map(new Yaml().load(read("docker-compose.yml")));
  private final Map<String, Object> postgres = at(compose, "services", "postgres");
  private final Map<String, Object> gateway = at(compose, "services", "gateway");

  /** The address inside the containers: the port that the process has unless it is told another. */
  private final String port =
      String.valueOf(
          at(
                  map(new Yaml().load(read("application/src/main/resources/application.yaml"))),
                  "server")
              .get("port"));

  @Test
  void thereIsAServiceForEachRole() {
    assertThat(at(compose, "services").keySet())
        .containsExactly("postgres", "command", "query", "gateway");
    assertThat(unknown(Map.of("BOTLEDGER_NO_SUCH_OPTION", "x"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRoleIsGivenWhatItKnowsAndNeeds(Side side) {
    Map<String, Object> service = service(side);
    Map<String, Object> environment = at(service, "environment");
    assertThat(unknown(environment)).isEmpty();
    Settings bound = settings(environment);
    assertThat(bound.role()).isEqualTo(side.text());
    assertThat(bound.adminKeyFile()).isEqualTo("/run/secrets/admin-key");
    assertThat(environment)
        .containsEntry(
            "SPRING_DATASOURCE_URL",
            "jdbc:postgresql://postgres:5432/" + at(postgres, "environment").get("POSTGRES_DB"))
        .containsEntry("SPRING_DATASOURCE_USERNAME", "botledger_" + side.text())
        .containsEntry("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
    assertThat(list(service, "secrets"))
        .containsExactlyInAnyOrder(
            "admin-key",
            Map.of("source", side.text() + "-password", "target", "spring.datasource.password"));
  }

  @ParameterizedTest
  @EnumSource
  void aRoleRunsTwiceFromTheOneImageAndIsReachedThroughTheGatewayAlone(Side side) {
    Map<String, Object> service = service(side);
    assertThat(service).containsEntry("build", ".").doesNotContainKeys("ports", "command");
    assertThat(at(service, "deploy")).containsEntry("replicas", 2);
    assertThat(at(service, "depends_on", "postgres")).containsEntry("condition", "service_healthy");
    assertThat(service).containsEntry("restart", "unless-stopped");
    // The process promises to stop within 20 s.
    assertThat(seconds(service, "stop_grace_period")).isGreaterThan(20);
  }

  /** In a folder that the image has made for its user: a volume is made like it. */
  @Test
  void whatBotsWereToldLastOutlivesTheContainer() {
    assertThat(list(service(Side.QUERY), "volumes")).containsExactly("query-data:/data");
    assertThat(read("Dockerfile"))
        .contains("--owner 10001 --mode 700 /data", "ENV BOTLEDGER_DATA_DIR=/data", "USER 10001");
  }

  @Test
  void postgresMakesTheUsersByTheFileThatIsShipped() {
    assertThat(postgres).containsKey("healthcheck").containsEntry("image", "postgres:18");
    assertThat(list(postgres, "volumes"))
        .containsExactly(
            "postgres-data:/var/lib/postgresql",
            "./database/roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro");
    assertThat(at(compose, "volumes").keySet()).containsExactly("postgres-data", "query-data");
    assertThat(at(postgres, "environment"))
        .containsEntry("POSTGRES_PASSWORD_FILE", "/run/secrets/postgres-password");
    String roles = read("database/roles.sql");
    // '/run/secrets/%s-password', of each side.
    assertThat(roles).contains("array['command', 'query']", "'/run/secrets/%s-password'");
    assertThat(list(postgres, "secrets"))
        .containsExactlyInAnyOrder("postgres-password", "command-password", "query-password");
  }

  @Test
  void theGatewayHasTheShippedFilesAndTheOnlyPort() {
    assertThat(list(gateway, "volumes"))
        .containsExactly(
            "./gateway/botledger.conf:/etc/nginx/conf.d/default.conf:ro",
            "./gateway/upstreams-compose.conf:/etc/nginx/conf.d/upstreams.conf:ro");
    assertThat(read("gateway/botledger.conf")).contains("listen 8080 default_server;");
    assertThat(list(gateway, "ports")).containsExactly("127.0.0.1:8080:8080");
    assertThat(gateway.toString()).contains("http://127.0.0.1:8080/actuator/health/readiness");
    assertThat(at(gateway, "depends_on").keySet()).containsExactly("command", "query");
    // The parameter "resolve" is in the free nginx since 1.27.3.
    assertThat(gateway).containsEntry("image", "nginx:1.28");
  }

  /** As upstreams.conf but for the addresses, and those are the services' names and ports. */
  @Test
  void theGatewaysProcessesAreTheServices() {
    String groups = read("gateway/upstreams-compose.conf");
    assertThat(groups).contains("resolver 127.0.0.11 ");
    for (Side side : Side.values()) {
      Set<String> here = servers(groups, side, " resolve");
      assertThat(here).isNotEmpty().isEqualTo(servers(read("gateway/upstreams.conf"), side, ""));
      assertThat(Pattern.compile("server (\\S+) ").matcher(group(groups, side)).results())
          .extracting(found -> found.group(1))
          .containsOnly(side.text() + ":" + port);
    }
  }

  /** The console asks the API, both sides of it, at the gateway's name and port. */
  @Test
  void theConsoleFindsTheGateway() {
    assertThat(console(at(service(Side.QUERY), "environment")).api())
        .hasToString("http://gateway:8080");
    assertThat(read("gateway/botledger.conf")).contains("listen 8080 default_server;");
    assertThat(at(service(Side.COMMAND), "environment")).doesNotContainKey("BOTLEDGER_CONSOLE_API");
  }

  @Test
  void theImageTakesTheExecutableThatTheBuildMakesAndIsNotRoot() {
    String jar = "application/target/botledger.jar";
    assertThat(read("application/pom.xml")).contains("<finalName>botledger</finalName>");
    assertThat(read("Dockerfile"))
        .contains("COPY " + jar, "\nUSER 10001\n", "temurin:25", "-jar\", \"botledger.jar\"")
        .contains("EXPOSE " + port, "/dev/tcp/127.0.0.1/" + port);
    assertThat(read(".dockerignore").lines()).containsExactly("*", "!" + jar);
  }

  /** By running the command in the file's head: each container reads them as a user of its own. */
  @Test
  void theSecretsAreMadeSoThatContainersCanReadThemAndOthersCannot(@TempDir Path folder)
      throws Exception {
    List<String> commands =
        read("docker-compose.yml")
            .lines()
            .filter(line -> line.startsWith("#   ") && line.contains("secrets"))
            .map(line -> line.substring(4))
            .toList();
    assertThat(commands).hasSize(2);
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", "umask 077\n" + String.join("\n", commands));
    assertThat(shell.directory(folder.toFile()).inheritIO().start().waitFor()).isZero();
    Path secrets = folder.resolve("secrets");
    assertThat(modeOf(secrets)).isEqualTo("rwx------");
    for (Map.Entry<String, Object> secret : at(compose, "secrets").entrySet()) {
      assertThat(map(secret.getValue())).containsEntry("file", "./secrets/" + secret.getKey());
      Path file = secrets.resolve(secret.getKey());
      assertThat(modeOf(file)).isEqualTo("rw-r--r--");
      assertThat(Files.readString(file)).hasSizeGreaterThan(32);
    }
    try (var files = Files.list(secrets)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(at(compose, "secrets").keySet());
    }
    assertThat(read(".gitignore")).contains("/secrets/");
  }

  private Map<String, Object> service(Side side) {
    return at(compose, "services", side.text());
  }

  private static String group(String file, Side side) {
    return file.replaceAll("(?s).*upstream " + side.text() + " \\{(.*?)\n}.*", "$1");
  }

  /** How the processes of a group stand there, without their addresses. */
  private static Set<String> servers(String file, Side side, String also) {
    return Pattern.compile("server \\S+" + also + " ([^;]+);")
        .matcher(group(file, side))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String modeOf(Path file) throws java.io.IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static int seconds(Map<String, Object> service, String name) {
    return Integer.parseInt(String.valueOf(service.get(name)).replace("s", ""));
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
