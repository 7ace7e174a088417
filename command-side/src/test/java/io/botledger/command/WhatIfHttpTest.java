package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.Http.Answer;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a command would do: the answer's shape, and that it is nothing but an answer. */
class WhatIfHttpTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static TestCommandSide commandSide;
  private static Http http;
  private String bot = "";

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.startWithHttp(DATABASE);
    http = new Http(commandSide.url());
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  @BeforeEach
  void freshChatbot() {
    bot = "/v1/chatbots/bot-" + NUMBER.incrementAndGet();
  }

  @Test
  void whatWouldHappenIsToldAsEvents() {
    String a = create("a");
    String b = create("b");
    http.post(bot + "/versions/" + a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);

    Answer answer =
        ask("\"type\":\"DeployVersion\",\"versionId\":\"%s\",\"environment\":\"prod\"", b);
    assertThat(answer.json().propertyNames()).containsExactly("outcome", "events", "asOf");
    assertThat(answer.at("/outcome")).isEqualTo("accepted");
    assertThat(answer.json().at("/events/0").propertyNames())
        .containsExactly("type", "revision", "versionId", "sequence", "payload");
    assertThat(answer.at("/events/0/type")).isEqualTo("VersionUndeployed");
    assertThat(answer.at("/events/0/versionId")).isEqualTo(a);
    assertThat(answer.json().at("/events/0/sequence").asInt()).isEqualTo(2);
    assertThat(answer.at("/events/1/type")).isEqualTo("VersionDeployed");
    assertThat(answer.at("/events/1/revision")).isEqualTo("1");
    assertThat(answer.at("/events/1/versionId")).isEqualTo(b);
    assertThat(answer.json().at("/events/1/sequence").asInt()).isEqualTo(1);
    assertThat(answer.at("/events/1/payload/deploymentId"))
        .isEqualTo(answer.at("/events/0/payload/replacedBy"))
        .isNotEmpty();
    Answer log = http.get(bot + "/events");
    assertThat(answer.at("/asOf/position")).isEqualTo(log.at("/events/2/position"));
    assertThat(answer.at("/asOf/time")).isEqualTo(log.at("/events/2/timestamp"));
  }

  @Test
  void aRefusalIsTheVeryOne() {
    String a = create("a");
    Answer live = http.delete(bot + "/environments/test/deployment").mustBe(409);
    Answer answer = ask("\"type\":\"UndeployVersion\",\"environment\":\"test\"");
    assertThat(answer.json().propertyNames()).containsExactly("outcome", "problem", "asOf");
    assertThat(answer.at("/outcome")).isEqualTo("refused");
    assertThat(answer.at("/problem/code")).isEqualTo("nothing-deployed");
    assertThat(answer.at("/problem/detail")).isEqualTo(live.at("/detail"));
    assertThat(answer.at("/problem/instance")).isEqualTo(bot + "/environments/test/deployment");
    assertThat(answer.json().at("/problem/undeployed").asBoolean(true)).isFalse();
    assertThat(answer.at("/problem/correlationId")).isEqualTo(answer.header("X-Correlation-Id"));

    http.delete(bot + "/versions/" + a).mustBe(200);
    Answer gone = ask("\"type\":\"DeleteVersion\",\"versionId\":\"%s\"", a);
    assertThat(gone.json().at("/problem/status").asInt()).isEqualTo(410);
  }

  @Test
  void itIsAskedAboutThePast() {
    create("a");
    Answer log = http.get(bot + "/events");
    String first = log.at("/events/0/timestamp");
    String create = "\"type\":\"CreateVersion\",\"name\":\"a\",\"environment\":\"none\"";
    assertThat(ask(create).at("/problem/code")).isEqualTo("name-taken");
    Answer before = when("\"at\":\"2020-01-01T00:00:00Z\"", create).mustBe(200);
    assertThat(before.at("/events/0/payload/versionNumber")).isEqualTo("1.0");
    assertThat(before.json().at("/events/0/sequence").asInt(-1)).isZero();
    assertThat(before.json().at("/asOf/position").asInt(-1)).isZero();
    assertThat(before.at("/asOf/time")).isEqualTo("2020-01-01T00:00:00.000Z");
    assertThat(when("\"at\":\"" + first + "\"", create).at("/problem/code"))
        .isEqualTo("name-taken");
    assertThat(when("\"at\":\"9000-01-01T00:00:00Z\"", create).at("/outcome")).isEqualTo("refused");
    assertThat(when("\"position\":" + log.at("/events/0/position"), create).at("/problem/code"))
        .isEqualTo("name-taken");
    Answer unheardOf =
        http.post("/v1/chatbots/unheard-of/what-if", "{\"command\":{" + create + "}}").mustBe(200);
    assertThat(unheardOf.at("/outcome")).isEqualTo("accepted");
    assertThat(unheardOf.json().at("/asOf").toString()).isEqualTo("{\"position\":0,\"time\":null}");
  }

  @Test
  void whatChangesNothingIsAcceptedWithoutEvents() {
    String a = create("a");
    http.post(bot + "/versions/" + a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    Answer answer =
        ask("\"type\":\"DeployVersion\",\"versionId\":\"%s\",\"environment\":\"prod\"", a);
    assertThat(answer.at("/outcome")).isEqualTo("accepted");
    assertThat(answer.json().path("events").isEmpty()).isTrue();
    assertThat(answer.json().path("events").isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; command",
        "{\"command\":5}; command",
        "{\"command\":{}}; command.type",
        "{\"command\":{\"type\":\"Create\"}}; command.type",
        "{\"command\":{\"type\":5}}; command.type",
        "{\"position\":1, \"at\":\"2020-01-01T00:00:00Z\", \"command\":@}; at",
        "{\"position\":0, \"command\":@}; position",
        "{\"position\":-1, \"command\":@}; position",
        "{\"position\":1.0, \"command\":@}; position",
        "{\"position\":\"1\", \"command\":@}; position",
        "{\"position\":99999, \"command\":@}; position",
        "{\"at\":\"yesterday\", \"command\":@}; at",
        "{\"at\":5, \"command\":@}; at",
        "{\"at\":\"2020-02-31T00:00:00Z\", \"command\":@}; at",
        "{\"command\":@, \"command\":@}; command",
        "{\"command\":@, \"dryRun\":true}; dryRun"
      })
  void aQuestionThatIsNoneIsRefused(String body, String field) {
    create("a");
    Answer answer =
        http.post(
                bot + "/what-if",
                body.replace("@", "{\"type\":\"DeleteVersion\",\"versionId\":\"a\"}"))
            .mustBe(400, "invalid-request");
    assertThat(answer.json().path("issues").findValuesAsString("field")).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"type\":\"CreateVersion\"; name,environment",
        "\"type\":\"DeployVersion\"; versionId,environment",
        "\"type\":\"UndeployVersion\",\"environment\":\"moon\",\"reason\":5; environment,reason",
        "\"type\":\"RollbackVersion\"; environment",
        "\"type\":\"RollbackVersion\",\"versionId\":\"a\"; excludeComponents",
        "\"type\":\"RestoreVersion\",\"versionId\":\"a\",\"color\":\"red\"; color",
        "\"type\":\"RestoreVersion\",\"versionId\":\"a\",\"name\":\"a\\u0000\"; name,name",
        "\"type\":\"DeleteVersion\",\"versionId\":\"a\",\"reason\":\"\",\"reason\":\"\"; reason"
      })
  void whatIsWrongWithTheCommandIsAPartOfTheAnswer(String command, String fields) {
    Answer answer = ask(command);
    assertThat(answer.at("/outcome")).isEqualTo("refused");
    assertThat(answer.json().at("/problem/status").asInt()).isEqualTo(400);
    assertThat(String.join(",", answer.json().at("/problem/issues").findValuesAsString("field")))
        .isEqualTo(fields);
  }

  @Test
  void nothingIsStoredAndNobodyIsNotified() throws SQLException {
    String a = create("a");
    create("b");
    http.post(bot + "/versions/" + a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    try (Connection listener = TestPostgres.dataSource(DATABASE).getConnection()) {
      listener.createStatement().execute("listen botledger_events; listen botledger_progress");
      List<String> before = everything();
      int asked = 0;
      for (String when : List.of("", "\"position\":2,", "\"at\":\"2020-01-01T00:00:00Z\",")) {
        for (String command :
            List.of(
                "\"type\":\"CreateVersion\",\"name\":\"c\",\"environment\":\"prod\",\"content\":{\"new\":1}",
                "\"type\":\"DeployVersion\",\"versionId\":\"@\",\"environment\":\"test\"",
                "\"type\":\"RollbackVersion\",\"versionId\":\"@\",\"environment\":\"dev\",\"excludeComponents\":[]",
                "\"type\":\"RollbackVersion\",\"environment\":\"prod\"",
                "\"type\":\"UndeployVersion\",\"environment\":\"prod\"",
                "\"type\":\"DeleteVersion\",\"versionId\":\"@\"",
                "\"type\":\"RestoreVersion\",\"versionId\":\"@\"")) {
          http.post(bot + "/what-if", "{" + when + "\"command\":{" + command.replace("@", a) + "}}")
              .mustBe(200);
          asked++;
        }
      }
      assertThat(asked).isEqualTo(21);
      assertThat(everything()).isEqualTo(before);
      PGConnection notifications = listener.unwrap(PGConnection.class);
      assertThat(notifications.getNotifications(200)).isEmpty();

      // The negative control.
      create("c");
      assertThat(everything()).isNotEqualTo(before);
      assertThat(notifications.getNotifications(10_000)).isNotEmpty();
    }
  }

  /** Every row of every table, and where every sequence stands, rolled back values included. */
  private List<String> everything() {
    JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.dataSource(DATABASE));
    List<String> relations =
        jdbc.queryForList(
            """
            select format('%I.%I', nspname, relname)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where relkind in ('r', 'S') and nspname not like 'pg\\_%'
               and nspname <> 'information_schema' order by 1
            """,
            String.class);
    assertThat(relations).contains("events.event", "events.content", "command.chatbot");
    return relations.stream()
        .map(
            relation ->
                relation
                    + jdbc.queryForObject(
                        """
                        select coalesce(string_agg(r::text, chr(10) order by r::text), '')
                          from (select * from %s) as r
                        """
                            .formatted(relation),
                        String.class))
        .toList();
  }

  private Answer ask(String command, Object... arguments) {
    return when("", command.formatted(arguments)).mustBe(200);
  }

  private Answer when(String when, String command) {
    return http.post(
        bot + "/what-if",
        "{" + when + (when.isEmpty() ? "" : ",") + "\"command\":{" + command + "}}");
  }

  private String create(String name) {
    return http.post(bot + "/versions", "{\"name\":\"" + name + "\",\"environment\":\"none\"}")
        .mustBe(201)
        .at("/version/id");
  }
}
