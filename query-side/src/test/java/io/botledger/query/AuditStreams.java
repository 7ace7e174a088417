package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.web.EventStream;
import io.botledger.platform.web.EventStream.Event;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Each entry of the audit is told once, in order, to whoever listens or comes back. */
abstract class AuditStreams {
  private static final String ALL = "/v1/audit/stream";
  private static final Duration A_MOMENT = Duration.ofMillis(400);

  private final Answering answering;

  AuditStreams(Answering answering) {
    this.answering = answering;
  }

  private static List<JsonNode> data(List<Event> events) {
    return events.stream().map(event -> Answering.JSON.readTree(event.data())).toList();
  }

  private static String id(Event event) {
    return Objects.requireNonNull(event.id());
  }

  private List<JsonNode> audit(String chatbot) {
    return answering
        .json("/v1/chatbots/" + chatbot + "/audit?order=asc")
        .get("entries")
        .valueStream()
        .toList();
  }

  @Test
  void whatHappensIsToldAsTheAuditHasIt() {
    try (EventStream stream = answering.listen(ALL)) {
      assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
      Story story = answering.log().chatbot("audited");
      story.by("ann", "first \"of\"\nall").creates("audited-1", "One");
      story.deploys("audited-1", PROD);
      story.undeploys(PROD);
      story.deletes("audited-1");
      answering.hasHandled("audited");
      answering.log().createsKey("audited-key", "of nobody");
      answering.hasHandled("*");
      List<Event> told = stream.take(5);
      assertThat(data(told.subList(0, 4))).isEqualTo(audit("audited"));
      assertThat(told).allSatisfy(each -> assertThat(each.data()).contains(id(each)));
      assertThat(data(told).get(4).get("action").asString()).isEqualTo("key-created");
      assertThat(stream.poll(A_MOMENT)).isNull();
    }
  }

  /** What is told can be read, whichever projection answers. */
  @Test
  void whoIsToldAndAsksIsShownIt() {
    Story story = answering.log().chatbot("shown");
    try (EventStream stream = answering.listen(ALL + "?chatbotId=shown")) {
      for (int i = 1; i < 20; i++) {
        story.creates("shown-" + i, "Version " + i);
        story.deploys("shown-" + i, TEST);
        answering.bean(EventsAppended.class).announce();
        stream.take(i == 1 ? 2 : 3);
        assertThat(answering.get("/v1/chatbots/shown/versions/shown-" + i).statusCode())
            .isEqualTo(200);
        String deployed = "/v1/chatbots/shown/environments/test/deployed-version";
        assertThat(answering.json(deployed).at("/version/id").asString()).isEqualTo("shown-" + i);
      }
    }
  }

  @Test
  void whoComesBackIsToldWhatCameSince() {
    Story story = answering.log().chatbot("again");
    Story other = answering.log().chatbot("again-other");
    other.creates("again-other-1", "Other");
    for (int i = 0; i < 40; i++) {
      story.creates("again-" + i, "Version " + i);
    }
    answering.hasHandled("again-other");
    answering.hasHandled("again");
    List<JsonNode> all = audit("again");
    List<Event> told = since("?chatbotId=again", "0", all.size());
    assertThat(data(told)).isEqualTo(all);
    List<Event> rest = since("?chatbotId=again", id(told.get(3)), all.size() - 4);
    assertThat(rest).isEqualTo(told.subList(4, told.size()));
    assertThat(since("", id(told.get(3)), rest.size())).isEqualTo(rest);
    assertThat(since("?chatbotId=again-other", "0", 1)).hasSize(1);
  }

  private List<Event> since(String query, String id, int count) {
    try (EventStream stream = answering.listen(ALL + query, "Last-Event-ID", id)) {
      return stream.take(count);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "two%20words", "a%2Fb", "%22", "%C3%BC", "a,b"})
  void whatIsNoChatbotsIdIsRefused(String id) {
    HttpResponse<String> answer = answering.get(ALL + "?chatbotId=" + id);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"chatbotId\"");
  }

  /** Whoever was told a position has been told all before it, whenever they were committed. */
  @Test
  void whatIsCommittedLateIsToldInItsPlace() {
    Story late = answering.log().chatbot("late");
    Story quick = answering.log().chatbot("quick");
    List<Event> told = new ArrayList<>();
    try (EventStream stream = answering.listen(ALL)) {
      new TransactionTemplate(new JdbcTransactionManager(answering.log().dataSource()))
          .executeWithoutResult(
              status -> {
                late.creates("late-1", "Late");
                CompletableFuture.runAsync(() -> quick.creates("quick-1", "Quick")).join();
                answering.hasHandled("quick");
                assertThat(audit("quick")).as("the audit has it").hasSize(1);
                assertThat(stream.poll(A_MOMENT)).isNull();
              });
      answering.hasHandled("late");
      told.addAll(stream.take(2));
    }
    assertThat(data(told).stream().map(one -> one.get("chatbotId").asString()))
        .containsExactly("late", "quick");
  }
}
