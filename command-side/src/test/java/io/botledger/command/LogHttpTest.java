package io.botledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.Http.Answer;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as a whole, and one step through it. */
class LogHttpTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static TestCommandSide commandSide;
  private static Http http;
  private String bot = "";
  private String other = "";
  private long head;

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
  void freshChatbots() {
    bot = "/v1/chatbots/bot-" + NUMBER.incrementAndGet();
    other = bot + "-other";
    create(bot + "-before", "x");
    head = http.get(bot + "-before/events").json().at("/events/0/position").asLong();
  }

  @Test
  void theWholeLogIsReadInPages() {
    assertThat(http.get(log(0)).mustBe(200).text()).isEqualTo("{\"events\":[]}");
    String a = create(bot, "a");
    create(other, "x");
    http.post(a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);

    Answer all = http.get(log(0)).mustBe(200);
    assertThat(positions(all)).containsExactly(1L, 2L, 3L);
    assertThat(all.header("Link")).isEmpty();
    assertThat(all.json().at("/events/2"))
        .isEqualTo(http.get(bot + "/events").json().at("/events/1"));
    Answer first = http.get(log(0) + "&limit=2").mustBe(200);
    assertThat(positions(first)).containsExactly(1L, 2L);
    assertThat(first.header("Link")).isEqualTo("<" + log(2) + "&limit=2>; rel=\"next\"");
    Answer second = http.get(log(2) + "&limit=2").mustBe(200);
    assertThat(positions(second)).containsExactly(3L);
    assertThat(second.header("Link")).isEmpty();
    assertThat(positions(http.get(log(3)))).isEmpty();
    assertThat(positions(http.get("/v1/events?after=999999999999"))).isEmpty();
    assertThat(http.get("/v1/events?limit=1").at("/events/0/position")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=1.5", "after=", "limit=0", "limit=1001", "at=x"})
  void theWholeLogRefusesWhatItDoesNotKnow(String query) {
    Answer answer = http.get("/v1/events?" + query).mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo(query.replaceAll("=.*", ""));
  }

  @Test
  void theWholeLogEndsBeforeWhatMayStillAppear() throws SQLException {
    create(bot, "a");
    try (Connection open = TestPostgres.dataSource(DATABASE).getConnection()) {
      open.setAutoCommit(false);
      open.createStatement().execute(LATE);
      create(other, "x");
      assertThat(positions(http.get(log(0)))).containsExactly(1L);
      // Of one chatbot nothing can appear in between.
      assertThat(positions(http.get(other + "/events"))).containsExactly(3L);
      open.commit();
      assertThat(positions(http.get(log(0)))).containsExactly(1L, 2L, 3L);
      open.createStatement().execute(LATE.replace("late", "later"));
      create(bot, "b");
      assertThat(positions(http.get(log(3)))).isEmpty();
      open.rollback();
    }
    assertThat(positions(http.get(log(3)))).containsExactly(5L);
  }

  private static final String LATE =
      """
      insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
        payload_type, payload_revision, payload, meta_data, time_stamp)
      values ('late', 'late', 0, 'Version', 'VersionDeleted', '1', '{"chatbotId":"late"}', '{}',
        now())
      """;

  @Test
  void aStepShowsTheVersionBeforeAndAfterAndWhatChanged() {
    String a = create(bot, "a");
    String b = create(bot, "b");
    http.post(a + "/deploy", "{\"environment\":\"prod\",\"reason\":\"now\"}").mustBe(202);
    http.post(b + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    http.delete(a).mustBe(200);
    http.post(a + "/restore", "{\"name\":\"c\"}").mustBe(200);

    Answer created = http.get(a + "/events/0").mustBe(200);
    assertThat(created.json().propertyNames())
        .containsExactly("event", "before", "after", "change");
    assertThat(created.json().path("before").isNull()).isTrue();
    assertThat(created.at("/after/name")).isEqualTo("a");
    assertThat(created.json().at("/change").size()).isEqualTo(1);
    assertThat(created.json().at("/change/0/value")).isEqualTo(created.json().path("after"));
    assertThat(created.header("Link")).isEqualTo("<" + a + "/events/1>; rel=\"next\"");

    Answer deployed = http.get(a + "/events/1").mustBe(200);
    JsonNode event = http.get(a + "/events").json().at("/events/1");
    assertThat(deployed.json().path("event")).isEqualTo(event);
    assertThat(deployed.json().path("before")).isEqualTo(created.json().path("after"));
    assertThat(deployed.at("/after/deploymentId"))
        .isEqualTo(event.at("/payload/deploymentId").asString());
    assertThat(deployed.json().at("/after/resettable").asBoolean(true)).isFalse();
    assertThat(deployed.json().path("change").findValuesAsString("path"))
        .containsExactlyInAnyOrder(
            "/deployed",
            "/environment",
            "/hasActiveDeployment",
            "/resettable",
            "/deployments/0",
            "/deploymentId");

    Answer ended = http.get(a + "/events/2").mustBe(200);
    assertThat(ended.at("/event/type")).isEqualTo("VersionUndeployed");
    assertThat(ended.json().at("/after/hasActiveDeployment").asBoolean(true)).isFalse();
    assertThat(ended.header("Link"))
        .isEqualTo("<%1$s/events/1>; rel=\"prev\", <%1$s/events/3>; rel=\"next\"".formatted(a));
    assertThat(http.get(a + "/events/3").at("/change/0/path")).isNotEmpty();
    Answer restored = http.get(a + "/events/4").mustBe(200);
    assertThat(restored.at("/before/deletedAt"))
        .isEqualTo(http.get(a + "/events").at("/events/3/timestamp"));
    assertThat(restored.at("/after/name")).isEqualTo("c");
    assertThat(restored.header("Link")).isEqualTo("<" + a + "/events/3>; rel=\"prev\"");
  }

  @Test
  void whatChangedTurnsTheStateBeforeIntoTheOneAfter() {
    String a = create(bot, "a");
    http.post(a + "/deploy", "{\"environment\":\"test\"}").mustBe(202);
    http.post(a + "/deploy", "{\"environment\":\"prod\"}").mustBe(202);
    http.delete(bot + "/environments/test/deployment").mustBe(200);
    http.delete(bot + "/environments/prod/deployment").mustBe(200);
    http.delete(a).mustBe(200);
    for (int i = 1; i <= 5; i++) {
      JsonNode step = http.get(a + "/events/" + i).mustBe(200).json();
      assertThat(step.path("change")).isNotEmpty();
      assertThat(patched(step.path("before"), step.path("change")))
          .as("step " + i)
          .isEqualTo(step.path("after"));
    }
  }

  @Test
  void aStepThatIsNotThereIsNotFound() {
    String a = create(bot, "a");
    http.get(a + "/events/1").mustBe(404, "not-found");
    http.get(a + "/events/99999999999999").mustBe(404, "not-found");
    http.get(bot + "/versions/none/events/0").mustBe(404, "version-not-found");
    http.get(a.replace(bot, other) + "/events/0").mustBe(404, "version-not-found");
    http.get(a + "/events/0?limit=1").mustBe(400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.0", "9999999999999999999", "%20", "%D9%A1"})
  void aStepHasANumber(String sequence) {
    String a = create(bot, "a");
    Answer answer = http.get(a + "/events/" + sequence).mustBe(400, "invalid-request");
    assertThat(answer.at("/issues/0/field")).isEqualTo("sequence");
  }

  /** The whole log behind a position, counted from the test's begin. */
  private String log(long after) {
    return "/v1/events?after=" + (head + after);
  }

  /** RFC 6902, as far as it occurs. */
  private static JsonNode patched(JsonNode document, JsonNode patch) {
    JsonNode result = document.deepCopy();
    for (JsonNode operation : patch) {
      String path = operation.path("path").asString();
      JsonNode parent = result.at(path.substring(0, path.lastIndexOf('/')));
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean removes = operation.path("op").asString().equals("remove");
      if (parent.isArray()) {
        int index = Integer.parseInt(name);
        if (!operation.path("op").asString().equals("add")) {
          parent.asArray().remove(index);
        }
        if (!removes) {
          parent.asArray().insert(index, operation.path("value"));
        }
      } else if (removes) {
        parent.asObject().remove(name);
      } else {
        parent.asObject().set(name, operation.path("value"));
      }
    }
    // Without the order of members.
    return JsonMapper.builder().build().readTree(result.toString());
  }

  private List<Long> positions(Answer answer) {
    List<Long> positions = new ArrayList<>();
    answer
        .mustBe(200)
        .json()
        .path("events")
        .forEach(e -> positions.add(e.path("position").asLong() - head));
    return positions;
  }

  private String create(String chatbot, String name) {
    return http.post(chatbot + "/versions", "{\"name\":\"" + name + "\",\"environment\":\"none\"}")
        .mustBe(201)
        .header("Location");
  }
}
