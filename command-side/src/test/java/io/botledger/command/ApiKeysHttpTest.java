package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.botledger.command.Http.Answer;
import io.botledger.command.capsule.CapsuleImport;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.command.state.CommandTables;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.apikey.KeyText;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Keys, as whoever may manage them sees them. */
class ApiKeysHttpTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final JdbcClient SQL = JdbcClient.create(TestPostgres.dataSource(DATABASE));
  private static TestCommandSide commandSide;
  private static Http http;

  private static final String GRANTS =
      "[{\"permission\":\"chatbots.versions.deploy\",\"resource\":\"chatbots/a/environments/test\"}]";

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.startWithHttp(DATABASE);
    http = new Http(commandSide.url());
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  private static Answer create(String name) {
    return http.post(
            "/v1/api-keys",
            "{\"name\":\"%s\",\"grants\":%s,\"reason\":\"why\"}".formatted(name, GRANTS))
        .mustBe(201);
  }

  private static JsonNode listed(String id) {
    return StreamSupport.stream(
            http.get("/v1/api-keys").mustBe(200).json().get("keys").spliterator(), false)
        .filter(key -> key.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKeyIsMadeListedAndRevoked() {
    Answer created = create("pipeline");
    KeyText text = KeyText.parse(created.at("/secret")).orElseThrow();
    String id = created.at("/key/id");
    assertThat(text.selector()).isEqualTo(id);
    assertThat(created.header("Location")).isEqualTo("/v1/api-keys/" + id);
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    assertThat(Instant.parse(created.at("/key/expires")))
        .isCloseTo(Instant.now().plus(90, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
    JsonNode key = listed(id);
    assertThat(key).isEqualTo(created.json().get("key"));
    assertThat(key.get("grants").toString()).isEqualTo(GRANTS);
    assertThat(key.get("createdBy").asString()).isEqualTo("user_123");
    assertThat(key.get("state").asString()).isEqualTo("active");

    http.delete("/v1/api-keys/" + id, "{\"reason\":\"leaked\"}").mustBe(200);
    assertThat(listed(id).get("state").asString()).isEqualTo("revoked");
    assertThat(listed(id).get("revokedBy").asString()).isEqualTo("user_123");
    http.delete("/v1/api-keys/" + id).mustBe(200);
    assertThat(
            SQL.sql(
                    """
                    select payload_type || ' ' || type || ' ' || (meta_data ->> 'reason')
                    from events.event where aggregate_identifier = ? order by sequence_number
                    """)
                .param(id)
                .query(String.class)
                .list())
        .as("revoked once")
        .containsExactly("ApiKeyCreated ApiKey why", "ApiKeyRevoked ApiKey leaked");
    assertThat(
            SQL.sql("select secret_hash is null from events.api_key where key_id = ?")
                .param(id)
                .query(Boolean.class)
                .single())
        .isTrue();
    http.delete("/v1/api-keys/0123456789abcdef").mustBe(404, "not-found");
  }

  @Test
  void aRepeatedRequestGetsTheKeyWithoutItsSecret() {
    String body = "{\"name\":\"once\",\"grants\":%s}".formatted(GRANTS);
    Answer first =
        http.send("POST", "/v1/api-keys", body, true, "Idempotency-Key", "once").mustBe(201);
    Answer second =
        http.send("POST", "/v1/api-keys", body, true, "Idempotency-Key", "once").mustBe(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.json().get("key")).isEqualTo(first.json().get("key"));
    assertThat(second.json().has("secret")).isFalse();
    assertThat(first.json().has("secret")).isTrue();
    assertThat(holds("command.answered_request", first.at("/key/id"))).isOne();
    assertThat(holds("command.answered_request", first.at("/secret").substring(21, 64))).isZero();
  }

  @Test
  void theSecretStandsNowhere() {
    KeyText text = KeyText.parse(create("secretive").at("/secret")).orElseThrow();
    List<String> tables =
        SQL.sql(
                """
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema')
                """)
            .query(String.class)
            .list();
    assertThat(tables).contains("events.event", "events.api_key", "command.chatbot");
    for (String table : tables) {
      assertThat(holds(table, text.secret())).as(table).isZero();
    }
    assertThat(holds("events.api_key", text.selector())).as("negative control").isOne();
    assertThat(http.get("/v1/api-keys").text() + http.get("/v1/events").text())
        .contains(text.selector())
        .doesNotContain(text.secret());
    assertThat(http.get("/v1/capsule").text())
        .contains(text.selector())
        .doesNotContain(text.secret(), HexFormat.of().formatHex(text.hash()));
  }

  private static long holds(String table, String text) {
    return SQL.sql("select count(*) from " + table + " as t where t::text like ?")
        .param("%" + text + "%")
        .query(Long.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name, grants",
        "{'name':' ','grants':[]}|name, grants",
        "{'name':'Admin','grants':[{}]}|name, grants[0]",
        "{'name':'a','grants':{}}|grants",
        "{'name':'a','grants':[{'permission':'all','resource':'chatbots/*'}]}|grants[0]",
        "{'name':'a','grants':[{'permission':'apikeys.manage','resource':'*'},5]}|grants[0], grants[1]",
        "{'name':'a','grants':[{'permission':'apikeys.manage','resource':'chatbots/../x'}]}|grants[0]",
        "{'name':'a','grants':[{'permission':'apikeys.manage','resource':'chatbots/*','x':1}],'y':2}|grants[0], y",
        "{'name':'a','grants':[1],'expires':'2020-01-01T00:00:00Z'}|grants[0], expires",
        "{'name':'a','grants':[1],'expires':'9999-01-01T00:00:00Z'}|grants[0], expires",
        "{'name':'a','grants':[1],'expires':'soon'}|grants[0], expires"
      })
  void whatIsWrongIsNamed(String body, String fields) {
    Answer refused = http.post("/v1/api-keys", body.replace('\'', '"')).mustBe(400);
    assertThat(
            StreamSupport.stream(refused.json().get("issues").spliterator(), false)
                .map(issue -> issue.get("field").asString()))
        .as(refused.text())
        .containsExactlyInAnyOrder(fields.split(", "));
  }

  @Test
  void grantsThatNoParserTakesAreRefusedToo() {
    for (String grant :
        List.of(
            "9".repeat(1_001),
            "[".repeat(600) + "]".repeat(600),
            "{\"" + "n".repeat(60_000) + "\":1}")) {
      Answer refused =
          http.post("/v1/api-keys", "{\"name\":\"a\",\"grants\":[" + grant + "]}").mustBe(400);
      assertThat(refused.text()).contains("\"field\":\"grants");
    }
  }

  @Test
  void aCopyKnowsTheKeysAndIsOpenedByNone(@TempDir Path directory) throws Exception {
    String id = create("copied").at("/key/id");
    http.delete("/v1/api-keys/" + create("copied and revoked").at("/key/id")).mustBe(200);
    String capsule = http.get("/v1/capsule").mustBe(200).text();
    Database copy = TestPostgres.freshDatabase();
    CommandTables.prepare(copy, EventTables.prepare(copy));
    CapsuleImport.run(copy, Files.writeString(directory.resolve("capsule.ndjson"), capsule));
    String events =
        """
        select string_agg(row(global_index, aggregate_identifier, sequence_number, type,
          payload_type, payload::text, meta_data::text, time_stamp)::text, ';' order by global_index)
        from events.event""";
    JdbcClient copied = JdbcClient.create(TestPostgres.dataSource(copy));
    assertThat(copied.sql(events).query(String.class).single())
        .contains(id)
        .isEqualTo(SQL.sql(events).query(String.class).single());
    assertThat(copied.sql("select count(*) from events.api_key").query(Long.class).single())
        .isZero();
    assertThat(new CommandStateCheck(TestPostgres.dataSource(copy)).differences()).isEmpty();
  }

  @Test
  void keysAreNoChatbot() throws SQLException {
    create("alone");
    http.get("/v1/chatbots/*/events").mustBe(400);
    assertThat(new CommandStateCheck(TestPostgres.dataSource(DATABASE)).differences()).isEmpty();
  }

  @Test
  void listsArePaged() {
    create("page one");
    create("page two");
    Answer first = http.get("/v1/api-keys?limit=1").mustBe(200);
    assertThat(first.at("/keys/0/name")).isEqualTo("page two");
    String next = first.header("Link").replaceAll("<(.*)>.*", "$1");
    assertThat(http.get(next).mustBe(200).at("/keys/0/name")).isEqualTo("page one");
  }
}
