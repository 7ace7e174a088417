package io.botledger.application.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.history.LogFold.Logged;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.web.Timestamps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Long random histories of many chatbots at once, while projections are rebuilt: at random moments
 * every as-of answer is what a plain fold of the log up to that moment says, and in the end every
 * projection verifies clean.
 *
 * <p>A failure names a chatbot, and so its seed; {@code -Dbotledger.seed=<n>} runs that one alone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeededHistoryIT {
  private static final int SEEDS = Integer.getInteger("botledger.seeds", 20);
  private static final int SEEDS_AT_ONCE = 4;
  private static final int CHATBOTS = 5;
  private static final int COMMANDS_OF_EACH = 400;
  private static final int MOMENTS_OF_EACH = 5;
  private static final List<String> PROJECTIONS =
      List.of("version-list", "deployed-version", "audit-history");
  private static final JsonMapper JSON = new JsonMapper();

  private static WholeApplication application;
  private static ContractClient client;
  private static JdbcClient sql;

  @BeforeAll
  static void start(@TempDir Path data) {
    var database =
        PostgresForTests.version18().create("histories_" + Long.toHexString(System.nanoTime()));
    application = WholeApplication.start(database, data);
    client = application.client();
    sql = application.sql();
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  static Stream<List<Long>> seeds() {
    Long one = Long.getLong("botledger.seed");
    return one == null
        ? IntStream.iterate(1, first -> first <= SEEDS, first -> first + SEEDS_AT_ONCE)
            .mapToObj(
                first ->
                    LongStream.rangeClosed(first, Math.min(SEEDS, first + SEEDS_AT_ONCE - 1))
                        .boxed()
                        .toList())
        : Stream.of(List.of(one));
  }

  @ParameterizedTest(name = "the seeds {0}")
  @MethodSource("seeds")
  @Order(1)
  void everyMomentIsWhatTheLogSays(List<Long> seeds) throws Exception {
    String rebuilding = rebuild(PROJECTIONS.get((int) (seeds.get(0) % PROJECTIONS.size())));
    Map<String, Integer> outcomes = makeHistories(seeds);
    assertThat(outcomes.get("accepted"))
        .as("%s", outcomes)
        .isGreaterThan(seeds.size() * CHATBOTS * 100);
    awaitProjections();
    Map<String, JsonNode> contents = contents();
    for (long seed : seeds) {
      Random random = new Random(seed);
      for (int i = 0; i < CHATBOTS; i++) {
        compare(chatbot(seed, i), contents, random);
      }
    }
    awaitState(rebuilding, "swapped");
  }

  private static String chatbot(long seed, int number) {
    return "seed-" + seed + "-" + number;
  }

  @Test
  @Order(2)
  void everyProjectionVerifiesCleanAndIsComplete() {
    long events = sql.sql("select count(*) from events.event").query(Long.class).single();
    assertThat(events).isPositive();
    for (String projection : PROJECTIONS) {
      Answer started = client.post("/v1/projections/" + projection + "/verify");
      assertThat(started.status()).isEqualTo(202);
      JsonNode done = awaitState(started.header("Location"), "done");
      assertThat(done.get("differences").isEmpty()).as("%s: %s", projection, done).isTrue();
      assertThat(done.get("firstDivergence").isNull()).isTrue();
      // Each event leaves at least one row.
      assertThat(done.get("compared").asLong()).isGreaterThanOrEqualTo(events);
      JsonNode standing = client.get("/v1/projections/" + projection).body();
      assertThat(standing.get("complete").asBoolean()).as("%s", standing).isTrue();
      assertThat(standing.get("deadLetters").asLong()).isZero();
    }
  }

  private static String rebuild(String projection) {
    Answer answer = client.post("/v1/projections/" + projection + "/rebuild");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.header("Location");
  }

  private static JsonNode awaitState(String path, String state) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> client.get(path).body(),
            body -> {
              assertThat(body.get("state").asString())
                  .as("%s", body)
                  .isNotIn("failed", "cancelled");
              return body.get("state").asString().equals(state);
            });
  }

  private static void awaitProjections() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> client.get("/v1/projections").body().get("projections").valueStream().toList(),
            all -> all.stream().allMatch(one -> one.get("lagEvents").asLong() == 0));
  }

  private static Map<String, Integer> makeHistories(List<Long> seeds) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(seeds.size() * CHATBOTS);
    try {
      List<RandomHistory> histories = new ArrayList<>();
      for (long seed : seeds) {
        for (int i = 0; i < CHATBOTS; i++) {
          histories.add(
              new RandomHistory(
                  chatbot(seed, i), seed * 1_000 + i, COMMANDS_OF_EACH, application.commands()));
        }
      }
      Map<String, Integer> all = new TreeMap<>();
      for (Future<Map<String, Integer>> history : writers.invokeAll(histories)) {
        history.get().forEach((outcome, number) -> all.merge(outcome, number, Integer::sum));
      }
      return all;
    } finally {
      writers.shutdownNow();
    }
  }

  private static void compare(String chatbot, Map<String, JsonNode> contents, Random random) {
    List<Logged> events = events(chatbot);
    List<String> ids = events.stream().map(Logged::versionId).distinct().toList();
    LogFold fold = new LogFold(contents);
    int taken = 0;
    List<Moment> moments = new ArrayList<>(Moment.draw(events, MOMENTS_OF_EACH, random));
    moments.add(Moment.now(events));
    for (Moment moment : moments) {
      while (taken < moment.happened()) {
        fold.take(events.get(taken));
        taken++;
      }
      compare("/v1/chatbots/" + chatbot, moment, fold, ids.get(random.nextInt(ids.size())));
    }
  }

  private static void compare(String path, Moment moment, LogFold fold, String versionId) {
    for (boolean deleted : List.of(true, false)) {
      JsonNode list =
          answer(path + "/versions?includeDeleted=" + deleted + "&" + moment.query(), moment);
      assertThat(list.get("versions"))
          .as("versions of %s at %s", path, moment)
          .isEqualTo(read(fold.list(deleted)));
    }
    String version = path + "/versions/" + versionId + "?" + moment.query();
    if (moment.query().isEmpty() && fold.isDeleted(versionId)) {
      assertThat(client.get(version).status()).as(version).isEqualTo(410);
    } else if (fold.versionIds().contains(versionId)) {
      assertThat(answer(version, moment).get("version"))
          .as(version)
          .isEqualTo(read(fold.single(versionId)));
    } else {
      assertThat(client.get(version).status()).as(version).isEqualTo(404);
    }
    JsonNode status = answer(path + "/deployments/status?" + moment.query(), moment);
    fold.status()
        .properties()
        .forEach(
            place ->
                assertThat(status.get(place.getKey()))
                    .as("status of %s at %s", path, moment)
                    .isEqualTo(read(place.getValue())));
    for (String environment : List.of("dev", "test", "prod")) {
      compareDeployed(path, moment, fold, environment);
    }
  }

  private static void compareDeployed(
      String path, Moment moment, LogFold fold, String environment) {
    String read = path + "/environments/" + environment + "/deployed-version?" + moment.query();
    JsonNode expected = fold.deployedVersion(environment);
    if (expected == null) {
      assertThat(client.get(read).status()).as(read).isEqualTo(404);
      return;
    }
    JsonNode answer = answer(read, moment);
    expected
        .properties()
        .forEach(
            member ->
                assertThat(answer.get(member.getKey()))
                    .as("%s of %s", member.getKey(), read)
                    .isEqualTo(read(member.getValue())));
    // The order of the members as well.
    assertThat(answer.get("content").toString())
        .isEqualTo(read(expected.get("content")).toString());
  }

  private static JsonNode answer(String path, Moment moment) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    JsonNode asOf = answer.body().get("asOf");
    if (moment.query().isEmpty()) {
      assertThat(asOf).as(path).isNull();
      return answer.body();
    }
    assertThat(asOf.get("position").asLong()).as(path).isEqualTo(moment.position());
    assertThat(asOf.get("time").isNull() ? null : asOf.get("time").asString())
        .as(path)
        .isEqualTo(moment.time());
    return answer.body();
  }

  /** As the client reads an answer: two ways of holding a number are not equal. */
  private static JsonNode read(JsonNode expected) {
    return ContractClient.json(expected.toString());
  }

  private static List<Logged> events(String chatbot) {
    return sql.sql(
            """
            select global_index, aggregate_identifier, time_stamp, payload_type, payload::text,
              meta_data::text
            from events.event where chatbot_id = ? order by global_index
            """)
        .param(chatbot)
        .query(
            (row, number) ->
                new Logged(
                    row.getLong(1),
                    row.getString(2),
                    Timestamps.format(row.getObject(3, OffsetDateTime.class).toInstant()),
                    row.getString(4),
                    JSON.readTree(row.getString(5)),
                    JSON.readTree(row.getString(6))))
        .list();
  }

  private static Map<String, JsonNode> contents() {
    Map<String, JsonNode> contents = new HashMap<>();
    sql.sql("select hash, content::text from events.content")
        .query(
            row -> {
              contents.put(row.getString(1), ContractClient.json(row.getString(2)));
            });
    return contents;
  }
}
