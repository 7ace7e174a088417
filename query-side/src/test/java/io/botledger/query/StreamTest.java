package io.botledger.query;

import static io.botledger.events.Environment.DEV;
import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.events.Composition;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.EventStream;
import io.botledger.platform.web.EventStream.Event;
import io.botledger.query.TestLog.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each change of an environment is told once, in order, to whoever listens or comes back. */
class StreamTest {
  private static final Duration A_MOMENT = Duration.ofMillis(400);

  private static Answering answering;

  @BeforeAll
  static void start() {
    answering = new Answering();
  }

  @AfterAll
  static void stop() {
    answering.close();
  }

  @Nested
  class OfTheAudit extends AuditStreams {
    OfTheAudit() {
      super(answering);
    }
  }

  private static String path(String chatbot) {
    return "/v1/chatbots/" + chatbot + "/stream";
  }

  private static JsonNode data(Event event) {
    return Answering.JSON.readTree(event.data());
  }

  /** Such as {@code prod deploy bot-1}. */
  private static List<String> told(List<Event> events) {
    return events.stream()
        .map(StreamTest::data)
        .map(
            data ->
                String.join(
                    " ",
                    data.get("environment").asString(),
                    data.get("kind").asString("never"),
                    data.at("/version/id").asString("-")))
        .toList();
  }

  private static String id(Event event) {
    return Objects.requireNonNull(event.id());
  }

  private static List<Long> ids(List<Event> events) {
    return events.stream().map(Event::id).filter(Objects::nonNull).map(Long::parseLong).toList();
  }

  /** Everything that a new listener who comes from a position is told of what is there. */
  private static List<Event> since(String chatbot, String id, int count) {
    try (EventStream stream = answering.listen(path(chatbot), "Last-Event-ID", id)) {
      return stream.take(count);
    }
  }

  /** Nine changes, and some events that are none. */
  private static Story history(String chatbot) {
    Story story = answering.log().chatbot(chatbot);
    story.creates(chatbot + "-1", "One");
    story.by("ann", "first").deploys(chatbot + "-1", PROD);
    story.creates(chatbot + "-2", "Two");
    story.deploys(chatbot + "-2", DEV);
    story.by("ben", "better").deploys(chatbot + "-2", PROD);
    story.by("eve", "worse").rollsBack(chatbot + "-1", PROD, "apps");
    story.deploys(chatbot + "-1", TEST);
    story.by("ann", "tidy").undeploys(TEST);
    story.creates(chatbot + "-3", "Three");
    story.deletes(chatbot + "-3");
    story.restores(chatbot + "-3");
    story.deploys(chatbot + "-3", DEV);
    answering.hasHandled(chatbot);
    return story;
  }

  @Test
  void whoComesIsToldThePresentFirst() {
    history("present");
    try (EventStream stream = answering.listen(path("present"))) {
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
      List<Event> present = stream.take(3);
      assertThat(told(present))
          .containsExactly("prod rollback present-1", "test undeploy -", "dev deploy present-3");
      assertThat(ids(present)).hasSize(3).isSorted().doesNotHaveDuplicates();
      JsonNode undeployed = data(present.get(1));
      assertThat(undeployed.get("deploymentId").isNull()).isTrue();
      assertThat(undeployed.get("by").asString()).isEqualTo("ann");
      assertThat(undeployed.get("reason").asString()).isEqualTo("tidy");
      assertThat(undeployed.get("since").asString()).matches("2026-01-01T.*\\.000Z");
      ObjectNode read =
          (ObjectNode)
              answering.json(
                  "/v1/chatbots/present/environments/prod/deployed-version?position="
                      + id(present.get(0)));
      read.remove(List.of("content", "asOf"));
      assertThat(data(present.get(0))).isEqualTo(read);
    }
  }

  @Test
  void whereNothingHasEverRunThereIsNoPosition() {
    Story story = answering.log().chatbot("fresh");
    story.creates("fresh-1", "One");
    story.deploys("fresh-1", TEST);
    answering.hasHandled("fresh");
    try (EventStream stream = answering.listen(path("fresh"))) {
      List<Event> present = stream.take(3);
      assertThat(told(present))
          .containsExactly("dev never -", "prod never -", "test deploy fresh-1");
      assertThat(present.get(0).id()).isNull();
      assertThat(present.get(1).id()).isNull();
    }
    try (EventStream nobody = answering.listen(path("nobody"))) {
      assertThat(told(nobody.take(3))).containsOnly("dev never -", "test never -", "prod never -");
    }
  }

  @Test
  void whatChangesIsToldAsItChanges() {
    Story story = history("live");
    try (EventStream stream = answering.listen(path("live"))) {
      stream.take(3);
      story.by("zoe", "live").deploys("live-2", PROD);
      answering.hasHandled("live");
      Event first = stream.take(1).get(0);
      assertThat(Long.parseLong(id(first))).isEqualTo(answering.log().head("live"));
      assertThat(data(first).get("reason").asString()).isEqualTo("live");
      story.creates("live-4", "Four");
      story.undeploys(DEV);
      story.deploys("live-4", DEV);
      story.deletes("live-3");
      story.rollsBack("live-1", PROD, "settings");
      answering.hasHandled("live");
      assertThat(told(stream.take(3)))
          .containsExactly("dev undeploy -", "dev deploy live-4", "prod rollback live-1");
      assertThat(stream.poll(A_MOMENT)).isNull();
    }
  }

  @Test
  void whoComesBackIsToldWhatCameSinceAndNothingTwice() {
    Story story = history("back");
    List<Event> all = since("back", "0", 7);
    assertThat(told(all))
        .containsExactly(
            "prod deploy back-1",
            "dev deploy back-2",
            "prod deploy back-2",
            "prod rollback back-1",
            "test deploy back-1",
            "test undeploy -",
            "dev deploy back-3");
    assertThat(ids(all)).isSorted().doesNotHaveDuplicates();
    for (int last = 0; last < all.size() - 1; last++) {
      String id = id(all.get(last));
      List<Event> rest = all.subList(last + 1, all.size());
      assertThat(since("back", id, rest.size())).isEqualTo(rest);
    }
    long head = answering.log().head();
    try (EventStream upToDate = answering.listen(path("back"), "Last-Event-ID", head + "");
        EventStream ahead = answering.listen(path("back"), "Last-Event-ID", (head + 4) + "")) {
      story.deploys("back-1", DEV); // Two events, as it ends what ran.
      story.deploys("back-2", DEV);
      story.deploys("back-3", DEV);
      answering.hasHandled("back");
      assertThat(told(upToDate.take(3)))
          .containsExactly("dev deploy back-1", "dev deploy back-2", "dev deploy back-3");
      assertThat(told(ahead.take(1))).containsExactly("dev deploy back-3");
      assertThat(ahead.poll(A_MOMENT)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "1 ", "0x1", "99999999999999999999"})
  void whatIsNoPositionIsRefused(String id) {
    HttpResponse<String> answer = answering.get(path("any"), "Last-Event-ID", id.strip() + "?");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Last-Event-ID");
    assertThat(answering.get(path("any") + "?environment=staging").statusCode()).isEqualTo(400);
  }

  @Test
  void aRuntimeListensToItsOwnEnvironment() {
    Story story = history("filtered");
    try (EventStream prod = answering.listen(path("filtered") + "?environment=prod")) {
      assertThat(told(prod.take(1))).containsExactly("prod rollback filtered-1");
      story.deploys("filtered-1", DEV);
      story.deploys("filtered-2", PROD);
      answering.hasHandled("filtered");
      assertThat(told(prod.take(1))).containsExactly("prod deploy filtered-2");
    }
    assertThat(answering.get(path("filtered"), "Accept", "application/json").statusCode())
        .isEqualTo(406);
  }

  /** Far more than is kept for those who are up to date, and more than is read at once. */
  @Test
  void aLongWayBackIsToldWhole() {
    Story story = answering.log().chatbot("long");
    story.creates("long-1", "One");
    story.creates("long-2", "Two");
    story.deploysInTurn(120, PROD, "long-1", "long-2");
    answering.hasHandled("long");
    List<Event> all = since("long", "0", 120);
    assertThat(ids(all)).isSorted().doesNotHaveDuplicates();
    try (EventStream one = answering.listen(path("long"), "Last-Event-ID", "0");
        EventStream other = answering.listen(path("long"), "Last-Event-ID", id(all.get(9)))) {
      story.deploysInTurn(80, PROD, "long-1", "long-2");
      answering.hasHandled("long");
      assertThat(ids(one.take(200))).isSorted().doesNotHaveDuplicates();
      assertThat(ids(other.take(190))).isSorted().doesNotHaveDuplicates();
    }
  }

  /** A batch of the projection may end between the two events of a deployment. */
  @Test
  void whatIsReplacedIsNotToldToHaveEnded() {
    Story story = answering.log().chatbot("halves");
    story.creates("halves-1", "One");
    String before = story.deploys("halves-1", PROD);
    answering
        .log()
        .append(
            "ann",
            null,
            List.of(
                new Fact(
                    "halves-1", new VersionUndeployed("halves", PROD, before, "halves-next"))));
    answering.hasHandled("halves");
    assertThat(answering.get("/v1/chatbots/halves/environments/prod/deployed-version").statusCode())
        .as("the half is there")
        .isEqualTo(404);
    try (EventStream stream = answering.listen(path("halves") + "?environment=prod")) {
      assertThat(told(stream.take(1))).containsExactly("prod deploy halves-1");
      assertThat(stream.poll(A_MOMENT)).isNull();
      answering
          .log()
          .append(
              "ann",
              null,
              List.of(
                  new Fact(
                      "halves-1",
                      new VersionDeployed(
                          "halves", PROD, "halves-next", Composition.of("halves-1"), before))));
      answering.hasHandled("halves");
      assertThat(data(stream.take(1).get(0)).get("deploymentId").asString())
          .isEqualTo("halves-next");
    }
  }

  @Test
  void aRebuildLosesNothingAndRepeatsNothing() {
    Story story = history("rebuilt");
    Rebuilding rebuilding = new Rebuilding(answering);
    try (EventStream stream = answering.listen(path("rebuilt"))) {
      stream.take(3);
      String rebuild = rebuilding.starts("deployed-version", "rebuild");
      List<String> deployments = new ArrayList<>();
      do {
        deployments.add(story.deploys("rebuilt-" + (1 + deployments.size() % 2), PROD));
      } while (answering.json(rebuild).get("state").asString().equals("running"));
      rebuilding.swaps(rebuild);
      deployments.add(story.deploys("rebuilt-3", PROD));
      answering.hasHandled("rebuilt");
      List<Event> events = stream.take(deployments.size());
      assertThat(events.stream().map(event -> data(event).get("deploymentId").asString()))
          .containsExactlyElementsOf(deployments);
      assertThat(stream.poll(A_MOMENT)).isNull();
    }
  }

  @Test
  void whoeverListensHearsAHeartbeat() {
    try (EventStream stream = answering.listen(path("quiet"))) {
      await().until(() -> stream.comments() > 2);
    }
  }

  @Test
  void everybodyWhoListensIsTold() {
    Story story = history("many");
    List<EventStream> streams =
        Stream.generate(() -> answering.listen(path("many") + "?environment=prod"))
            .limit(50)
            .toList();
    try {
      streams.forEach(stream -> stream.take(1));
      story.deploys("many-2", PROD);
      answering.hasHandled("many");
      for (EventStream stream : streams) {
        assertThat(told(stream.take(1))).containsExactly("prod deploy many-2");
      }
    } finally {
      streams.forEach(EventStream::close);
    }
  }
}
