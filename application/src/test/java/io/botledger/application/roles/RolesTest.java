package io.botledger.application.roles;

import static io.botledger.application.RunningRole.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.RunningRole;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import io.botledger.platform.route.Route;
import io.botledger.platform.route.Routes;
import io.botledger.platform.route.Side;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of one role has that side's beans, threads, pools and schemas, and no others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Database database = PostgresForTests.version18().create("roles");
  private final JdbcClient sql =
      JdbcClient.create(
          new DriverManagerDataSource(database.url(), database.username(), database.password()));
  private Set<String> threadsBefore = Set.of();
  private Set<String> threadsOfCommand = Set.of();
  private List<String> schemasOfCommand = List.of();
  private RunningRole command;
  private RunningRole query;

  @BeforeAll
  void startOneAfterTheOther() {
    threadsBefore = threads();
    command = RunningRole.start("command", database);
    schemasOfCommand = schemas();
    threadsOfCommand = threads();
    query = RunningRole.start("query", database);
  }

  @AfterAll
  void stop() {
    query.close();
    command.close();
  }

  private RunningRole running(Side side) {
    return side == Side.COMMAND ? command : query;
  }

  @ParameterizedTest
  @EnumSource
  void hasNoBeanOfTheOtherSide(Side side) {
    String own = "io.botledger." + side.text() + ".";
    String others = side == Side.COMMAND ? "io.botledger.query." : "io.botledger.command.";
    assertThat(running(side).beanTypes())
        .anyMatch(type -> type.startsWith(own))
        .noneMatch(type -> type.startsWith(others));
  }

  @Test
  void hasTheConnectionsOfItsSideOnly() {
    assertThat(command.pools())
        .containsExactlyInAnyOrder("api-keys", "command", "log", "log-answers");
    assertThat(query.pools())
        .containsExactlyInAnyOrder("api-keys", "log", "projection", "read", "rebuild");
  }

  @Test
  void theCommandRoleFollowsNothing() {
    Set<String> started = new TreeSet<>(threadsOfCommand);
    started.removeAll(threadsBefore);
    assertThat(started)
        .anyMatch(name -> name.startsWith("botledger-listen"))
        .noneMatch(name -> name.contains("-coordinator") || name.contains("-worker"))
        .noneMatch(name -> name.startsWith("botledger-log-clock"))
        .noneMatch(name -> name.startsWith("rebuild") || name.startsWith("generations"));
    assertThat(threads()).as("the query role does").anyMatch(name -> name.contains("-coordinator"));
  }

  @Test
  void eachMakesItsOwnSchemas() {
    assertThat(schemasOfCommand).containsExactlyInAnyOrder("command", "events");
    assertThat(schemas()).contains("query").anyMatch(name -> name.startsWith("audit_history"));
  }

  @ParameterizedTest
  @EnumSource
  void anOperationOfTheOtherRoleSaysWhichRoleHasIt(Side side) throws Exception {
    for (Route route : Routes.ALL) {
      String path = route.path().replaceAll("\\{[^/]+}", "x");
      // With a parameter that there is not: an answer to anything else may have no end.
      HttpResponse<String> answer = send(running(side), route.method(), path + "?x=x", KEY);
      boolean own = route.side() == side;
      assertThat(answer.statusCode() == 421).as(side + ": " + route).isEqualTo(!own);
      if (!own && path.startsWith("/v1/")) {
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.at("/code").asString()).isEqualTo("misdirected");
        assertThat(problem.at("/role").asString()).isEqualTo(route.side().text());
        assertThat(problem.at("/detail").asString()).contains(route.side().text());
      }
    }
  }

  @Test
  void nobodyLearnsThatWithoutAKey() throws Exception {
    assertThat(send(query, "POST", "/v1/chatbots/x/versions", "no key").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aMethodThatIsNowhereNamesThoseOfBothRoles() throws Exception {
    HttpResponse<String> answer = send(command, "PUT", "/v1/chatbots/x/versions", KEY);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void whatOneWritesTheOtherShowsAtOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> created =
          send(
              command,
              "POST",
              "/v1/chatbots/both/versions",
              KEY,
              "{\"name\":\"v%d\",\"environment\":\"prod\"}".formatted(i));
      assertThat(created.statusCode()).isEqualTo(201);
      assertThat(created.headers().firstValue("Botledger-Reads-Lag")).isEmpty();
      HttpResponse<String> runs =
          send(query, "GET", "/v1/chatbots/both/environments/prod/deployed-version", KEY);
      assertThat(JsonMapper.shared().readTree(runs.body()).at("/version/name").asString())
          .isEqualTo("v" + i);
    }
  }

  private HttpResponse<String> send(
      RunningRole process, String method, String path, String key, String... body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(process.url() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofString(body[0]))
            .build(),
        BodyHandlers.ofString());
  }

  private List<String> schemas() {
    return sql.sql(
            "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'")
        .query(String.class)
        .list();
  }

  private static Set<String> threads() {
    Thread[] all = new Thread[Thread.activeCount() * 2 + 50];
    int count = Thread.enumerate(all);
    return Arrays.stream(all, 0, count).map(Thread::getName).collect(Collectors.toSet());
  }
}
