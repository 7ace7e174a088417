package io.botledger.command;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.command.Http.Answer;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A request that is sent again with its key does nothing twice, and is answered as it was. */
class IdempotentWritesTest {
  private static final String KEY = "Idempotency-Key";
  private static final String BODY = body("a");

  /** All at once, however few processors there are. */
  private static final Executor THREADS = task -> new Thread(task).start();

  private static TestCommandSide commandSide;
  private static Http http;
  private static DriverManagerDataSource database;
  private static JdbcTemplate jdbc;

  private final String id = "bot-" + UUID.randomUUID();
  private final String bot = "/v1/chatbots/" + id;
  private final String assistant = "/api/ai-hub/assistant/" + id;
  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    Database fresh = TestPostgres.freshDatabase();
    database = new DriverManagerDataSource(fresh.url(), fresh.username(), fresh.password());
    jdbc = new JdbcTemplate(database);
    commandSide = TestCommandSide.startWithHttp(fresh);
    http = new Http(commandSide.url());
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  private static String body(String name) {
    return "{\"name\":\"%s\",\"environment\":\"none\"}".formatted(name);
  }

  private Answer create(String... headers) {
    return http.sendWith("POST", bot + "/versions", BODY, headers);
  }

  private int events() {
    return http.get(bot + "/events").json().path("events").size();
  }

  private static String is(Answer answer) {
    return answer.status()
        + Stream.of("Location", "ETag", "Content-Type")
            .map(header -> answer.header(header))
            .collect(Collectors.joining(" ", " ", " "))
        + answer.text();
  }

  private static long count(String what) {
    return JdbcClient.create(database)
        .sql("select count(*) from " + what)
        .query(Long.class)
        .single();
  }

  /** Sends it twice. */
  private Answer once(String method, String path, @Nullable String body, String... headers) {
    String[] all =
        Stream.concat(Stream.of(KEY, UUID.randomUUID().toString()), Stream.of(headers))
            .toArray(String[]::new);
    Answer first = http.sendWith(method, path, body, all);
    assertThat(first.status()).as(first.text()).isBetween(200, 299);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    int events = events();
    Answer again = http.sendWith(method, path, body, all);
    assertThat(again.header("Idempotency-Replayed")).as(again.text()).isEqualTo("true");
    assertThat(is(again)).isEqualTo(is(first));
    assertThat(events()).as(method + " " + path).isEqualTo(events);
    return first;
  }

  @Test
  void everyWriteOfBothSurfaces() {
    Answer created = once("POST", bot + "/versions", "{\"name\":\"a\",\"environment\":\"prod\"}");
    String a = bot + "/versions/" + created.at("/version/id");
    assertThat(created.header("Location")).isEqualTo(a);
    String prod = "{\"environment\":\"prod\"}";
    String b = bot + "/versions/" + once("POST", bot + "/versions", body("b")).at("/version/id");
    once("POST", b + "/deploy", prod);
    assertThat(once("POST", b + "/deploy", prod).status()).as("changes nothing").isEqualTo(202);
    once("POST", a + "/rollback", "{\"excludeComponents\":[],\"environment\":\"prod\"}");
    once("POST", b + "/deploy", prod);
    once("POST", bot + "/environments/prod/rollback", null);
    once("DELETE", bot + "/environments/prod/deployment", "{\"reason\":\"enough\"}");
    once("DELETE", b, null);
    once("POST", b + "/restore", null);
    String c =
        assistant
            + "/version/"
            + once("POST", assistant + "/version", "{\"version_name\":\"c\"}")
                .at("/version/version_id");
    once("POST", c + "/deploy", null);
    http.delete(bot + "/environments/prod/deployment").mustBe(200);
    once("DELETE", c, null);
    once("POST", c + "/restore", null);
  }

  @Test
  void withoutAKeyItIsDoneTwice() {
    create().mustBe(201);
    create().mustBe(409, "name-taken");
    create(KEY, key).mustBe(409, "name-taken");
  }

  @Test
  void theTagsOfAnswersAreWhatTheNextWriteExpects() {
    Answer created = http.post(bot + "/versions", "{\"name\":\"a\",\"environment\":\"prod\"}");
    String version = bot + "/versions/" + created.at("/version/id");
    String running = "\"" + created.at("/version/deploymentId") + "\"";
    Answer back =
        http.sendWith(
            "POST",
            version + "/rollback",
            "{\"excludeComponents\":[],\"environment\":\"dev\"}",
            "If-None-Match",
            "*");
    http.sendWith(
            "DELETE", bot + "/environments/dev/deployment", null, "If-Match", back.header("ETag"))
        .mustBe(200);
    assertThat(
            http.sendWith(
                    "POST", version + "/deploy", "{\"environment\":\"prod\"}", "If-Match", running)
                .header("ETag"))
        .as("it runs already")
        .isEqualTo(running);
    http.delete(bot + "/environments/prod/deployment").mustBe(200);
    String deleted = http.delete(version).header("ETag");
    Answer restored = http.sendWith("POST", version + "/restore", null, "If-Match", deleted);
    restored.mustBe(200);
    http.sendWith("DELETE", version, null, "If-Match", restored.header("ETag")).mustBe(200);
  }

  @Test
  void anotherRequestWithTheKeyIsRefused() {
    String version = bot + "/versions/" + create(KEY, key).mustBe(201).at("/version/id");
    for (Answer other :
        List.of(
            http.sendWith("POST", bot + "/versions", BODY + " ", KEY, key),
            http.sendWith("POST", version + "/deploy", "{\"environment\":\"prod\"}", KEY, key),
            http.sendWith("DELETE", version, null, KEY, key),
            http.sendWith("POST", assistant + "/version", "{\"version_name\":\"b\"}", KEY, key))) {
      other.mustBe(422, "idempotency-key-reused");
    }
    assertThat(events()).isEqualTo(1);
    assertThat(create(KEY, key).mustBe(201).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void theKeyIsItsCredentials() {
    create(KEY, key).mustBe(201);
    create(KEY, key, "Test-Caller", "somebody else").mustBe(409, "name-taken");
  }

  @Test
  void aRefusalIsDecidedAnew() {
    String taken = bot + "/versions/" + create().at("/version/id");
    create(KEY, key).mustBe(409, "name-taken");
    http.delete(taken).mustBe(200);
    create(KEY, key).mustBe(201);
    assertThat(create(KEY, key).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void whatWasExpectedTheFirstTimeNeedNotHoldTheSecondTime() {
    Answer created = http.post(bot + "/versions", "{\"name\":\"a\",\"environment\":\"prod\"}");
    String running = "\"" + created.at("/version/deploymentId") + "\"";
    once("DELETE", bot + "/environments/prod/deployment", null, "If-Match", running);
    http.sendWith(
            "DELETE", bot + "/environments/prod/deployment", null, "If-Match", running, KEY, key)
        .mustBe(409, "nothing-deployed");
  }

  @Test
  void whileTheFirstRunsOthersAreToldToComeLater() throws Exception {
    http.post(bot + "/versions", body("b")).mustBe(201);
    CompletableFuture<Answer> first;
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .execute(
              "select 1 from command.chatbot where chatbot_id = '%s' for update".formatted(id));
      first = supplyAsync(() -> create(KEY, key), THREADS);
      await().until(() -> count("pg_locks where not granted") == 1);
      Answer second = create(KEY, key);
      second.mustBe(409, "idempotency-key-in-use");
      assertThat(second.header("Retry-After")).isEqualTo("1");
      // Of another chatbot it waits in no queue of this process, and meets the lock in PostgreSQL,
      // as it would in another process.
      http.sendWith("POST", bot + "-other/versions", BODY, KEY, key)
          .mustBe(409, "idempotency-key-in-use");
      other.rollback();
    }
    assertThat(first.join().mustBe(201).header("Idempotency-Replayed")).isEmpty();
    assertThat(is(create(KEY, key))).isEqualTo(is(first.join()));
  }

  @Test
  void ofManyAtOnceOneIsCarriedOut() {
    List<CompletableFuture<Answer>> all =
        Stream.generate(() -> supplyAsync(() -> create(KEY, key), THREADS)).limit(50).toList();
    List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(Answer::status).containsOnly(201, 409).contains(201);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .extracting(Answer::text)
        .containsOnly(create(KEY, key).text());
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
    assertThat(events()).isEqualTo(1);
  }

  @Test
  void afterADayItIsForgotten() {
    create(KEY, key).mustBe(201);
    assertThat(
            jdbc.update(
                "update command.answered_request set answered = now() - interval '23 h 59 m'"))
        .isPositive();
    create(KEY, key).mustBe(201);
    jdbc.update("update command.answered_request set answered = now() - interval '1 day 1 s'");
    create(KEY, key).mustBe(409, "name-taken");
    http.delete(bot + "/versions/" + http.get(bot + "/events").at("/events/0/versionId"))
        .mustBe(200);
    create(KEY, key).mustBe(201);
    assertThat(create(KEY, key).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void eachTakesSomeWithItThatAreOver() {
    jdbc.update("delete from command.answered_request");
    jdbc.update(
        """
        insert into command.answered_request (request_key, fingerprint, answered, status, body)
        select int4send(n), '', now() - interval '2 days' - n * interval '1 s', 200, ''
          from generate_series(1, 15) n
        """);
    create(KEY, key).mustBe(201);
    assertThat(count("command.answered_request")).isEqualTo(5 + 1);
    http.sendWith("POST", bot + "/versions", body("b"), KEY, key + "2").mustBe(201);
    assertThat(count("command.answered_request")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\"", "\"a", "\"\"", "\"a\"b\"", "\"a\", \"b\""})
  void whatIsMalformedIsSaid(String malformed) {
    Answer answer = create(KEY, malformed);
    answer.mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo(KEY);
  }

  @Test
  void quotedOrBareUpTo255Characters() {
    String longest = key + "x".repeat(255 - key.length());
    create(KEY, longest).mustBe(201);
    assertThat(create(KEY, "\"" + longest + "\"").header("Idempotency-Replayed")).isEqualTo("true");
    create(KEY, longest + "x").mustBe(400, "invalid-request");
    create(KEY, key, KEY, key).mustBe(400, "invalid-request");
  }

  @Test
  void whatWritesNothingIgnoresIt() {
    create(KEY, key).mustBe(201);
    String question = "{\"command\":{\"type\":\"UndeployVersion\",\"environment\":\"prod\"}}";
    http.sendWith("POST", bot + "/what-if", question, KEY, key).mustBe(200);
    http.sendWith("GET", bot + "/events", null, KEY, "not a key").mustBe(200);
    assertThat(create(KEY, key).header("Idempotency-Replayed")).isEqualTo("true");
  }
}
