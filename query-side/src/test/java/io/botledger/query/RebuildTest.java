package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A new generation takes the live one's place while everything goes on. */
class RebuildTest {
  private static final String LIST = "version-list";
  private final Database database = TestPostgres.freshDatabase();

  private static void history(TestLog log, int chatbots) {
    for (int i = 0; i < chatbots; i++) {
      Story story = log.chatbot("old-" + i);
      story.creates("old-" + i + "-1", "One");
      story.creates("old-" + i + "-2", "Two");
      story.deploys("old-" + i + "-1", PROD);
      story.deploys("old-" + i + "-2", PROD);
      story.deploys("old-" + i + "-1", TEST);
      story.undeploys(TEST);
      story.deletes("old-" + i + "-1");
    }
  }

  private static int number(Answering answering, Projection projection) {
    return answering.bean(Generations.class).live(projection).number();
  }

  /** Writes, waits for the acknowledgement, reads, and never sees less than it has seen. */
  private static final class Client {
    private final Answering writes;
    private final Answering reads;
    private final String chatbotId;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private int listed;
    private int audited;

    Client(Answering writes, Answering reads, String chatbotId) {
      this.writes = writes;
      this.reads = reads;
      this.chatbotId = chatbotId;
    }

    void write() throws Exception {
      Story story = writes.log().chatbot(chatbotId);
      int number = acknowledged.get() + 1;
      story.creates(chatbotId + "-" + number, "Version " + number);
      writes.bean(EventsAppended.class).announce();
      long head = writes.log().head(chatbotId);
      assertThat(writes.bean(Progress.class).handled(chatbotId, head).get(30, TimeUnit.SECONDS))
          .as("acknowledged in time")
          .isTrue();
      acknowledged.set(number);
    }

    void read() {
      int atLeast = acknowledged.get();
      int versions = reads.json("/v1/chatbots/" + chatbotId + "/versions").get("versions").size();
      int entries =
          reads.json("/v1/chatbots/" + chatbotId + "/audit?limit=1000").get("entries").size();
      assertThat(versions).isGreaterThanOrEqualTo(Math.max(atLeast, listed));
      assertThat(entries).isGreaterThanOrEqualTo(Math.max(atLeast, audited));
      listed = versions;
      audited = entries;
    }
  }

  private interface Work {
    void once() throws Exception;
  }

  private static CompletableFuture<Void> again(
      AtomicBoolean over, ExecutorService threads, Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            do {
              work.once();
            } while (!over.get());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        threads);
  }

  @Test
  void noAnswerShowsLessThanOneBeforeWhileAGenerationIsBuiltAndTakesOver() throws Exception {
    try (Answering one = new Answering(database);
        Answering two = new Answering(database)) {
      history(one.log(), 60);
      Rebuilding rebuilding = new Rebuilding(one);
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService threads = Executors.newCachedThreadPool();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        // What one process has acknowledged, the other one shows.
        Client client = new Client(i == 0 ? two : one, i == 1 ? two : one, "busy-" + i);
        clients.add(again(over, threads, client::write));
        clients.add(again(over, threads, client::read));
      }
      for (int round = 2; round <= 3; round++) {
        String list = rebuilding.starts(LIST, "rebuild");
        String audit = rebuilding.starts("audit-history", "rebuild");
        rebuilding.swaps(list);
        rebuilding.swaps(audit);
        for (Answering process : List.of(one, two)) {
          assertThat(number(process, Projection.VERSION_LIST)).isEqualTo(round);
          assertThat(number(process, Projection.AUDIT_HISTORY)).isEqualTo(round);
          assertThat(number(process, Projection.DEPLOYED_VERSION)).isOne();
        }
      }
      over.set(true);
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
      threads.shutdown();
      for (JsonNode projection : one.json("/v1/projections").get("projections")) {
        assertThat(projection.get("complete").booleanValue()).as("%s", projection).isTrue();
        assertThat(projection.get("deadLetters").longValue()).isZero();
        JsonNode verified =
            rebuilding.ends(rebuilding.starts(projection.get("name").stringValue(), "verify"));
        assertThat(verified.get("state").stringValue()).as("%s", verified).isEqualTo("done");
        assertThat(verified.get("found").longValue()).as("%s", verified).isZero();
        assertThat(verified.get("compared").longValue()).isGreaterThan(400);
      }
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 1));
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 2));
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 4));
      rebuilding.isGone(new Generation(Projection.AUDIT_HISTORY, 1));
      assertThat(rebuilding.journal(LIST))
          .containsExactly(
              "verification-done",
              "verification-started",
              "rebuild-swapped",
              "rebuild-started",
              "rebuild-swapped",
              "rebuild-started");
    }
  }

  @Test
  void oneGenerationIsBuiltAtATimeAndCanBeCancelled() {
    try (Answering answering = new Answering(database)) {
      history(answering.log(), 5);
      Rebuilding rebuilding = new Rebuilding(answering);
      String path = rebuilding.starts(LIST, "rebuild");
      for (String what : List.of("rebuild", "verify")) {
        HttpResponse<String> second = rebuilding.tries(LIST, what);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("\"code\":\"rebuild-running\"").contains(path);
      }
      JsonNode shown = answering.json("/v1/projections/" + LIST).get("rebuild");
      assertThat(path).endsWith(shown.get("id").stringValue());
      assertThat(shown.get("by").stringValue()).isEqualTo("anna");
      assertThat(shown.get("reason").stringValue()).isEqualTo("to be sure");

      HttpResponse<String> cancelled = answering.send("DELETE", path, "{}");
      assertThat(cancelled.statusCode()).isEqualTo(200);
      assertThat(cancelled.body()).contains("\"state\":\"cancelled\"");
      assertThat(answering.send("DELETE", path, "{}").statusCode()).isEqualTo(200);
      assertThat(answering.json("/v1/projections/" + LIST).get("rebuild").isNull()).isTrue();
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 2));
      assertThat(number(answering, Projection.VERSION_LIST)).isOne();
      assertThat(rebuilding.journal(LIST)).containsExactly("rebuild-cancelled", "rebuild-started");

      String again = rebuilding.starts(LIST, "rebuild");
      rebuilding.swaps(again);
      assertThat(number(answering, Projection.VERSION_LIST)).isEqualTo(3);
      HttpResponse<String> late = answering.send("DELETE", again, "{}");
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(late.body()).contains("\"code\":\"rebuild-swapped\"");
    }
  }

  @Test
  void whatIsAskedWronglyIsRefused() {
    try (Answering answering = new Answering(database)) {
      assertThat(answering.send("POST", "/v1/projections/none/rebuild", "").statusCode())
          .isEqualTo(404);
      assertThat(answering.send("POST", "/v1/projections/none/verify", "").statusCode())
          .isEqualTo(404);
      assertThat(answering.get("/v1/projections/" + LIST + "/rebuilds/none").statusCode())
          .isEqualTo(404);
      assertThat(answering.get("/v1/projections/" + LIST + "/verifications/none").statusCode())
          .isEqualTo(404);
      assertThat(
              answering
                  .send("DELETE", "/v1/projections/" + LIST + "/rebuilds/none", "{}")
                  .statusCode())
          .isEqualTo(404);
      HttpResponse<String> unknown =
          answering.send(
              "POST", "/v1/projections/" + LIST + "/rebuild", "{\"reason\":1,\"why\":2}");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(unknown.body()).contains("\"field\":\"reason\"").contains("\"field\":\"why\"");
    }
  }

  /** The negative control: its tokens say that it has everything, and it has not. */
  @Test
  void aGenerationThatLacksAnEventDoesNotTakeOver() {
    try (Answering answering = new Answering(database)) {
      answering.log().chatbot("lost").creates("lost-1", "One");
      history(answering.log(), 3);
      for (int segment = 0; segment < 4; segment++) {
        answering
            .log()
            .sql()
            .sql(
                """
                insert into query.token_entry (processor_name, segment, token, token_type, timestamp)
                values ('version-list-2', ?, '{"index":1,"gaps":[]}',
                  'org.axonframework.eventhandling.GapAwareTrackingToken', '2026-01-01T00:00:00Z')
                """)
            .param(segment)
            .update();
      }
      Rebuilding rebuilding = new Rebuilding(answering);
      JsonNode end = rebuilding.ends(rebuilding.starts(LIST, "rebuild"));
      assertThat(end.get("state").stringValue()).isEqualTo("failed");
      assertThat(end.get("failure").stringValue()).contains("0 to 999");
      assertThat(number(answering, Projection.VERSION_LIST)).isOne();
      answering.json("/v1/chatbots/lost/versions").get("versions").get(0);
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 2));
    }
  }

  @Test
  void aGenerationThatCouldNotApplyAnEventDoesNotTakeOver() {
    try (Answering answering = new Answering(database)) {
      history(answering.log(), 3);
      answering.log().chatbot("odd").creates("odd-1", "Odd");
      long position = answering.log().head();
      answering.hasHandled("odd");
      Generation next = new Generation(Projection.VERSION_LIST, 2);
      next.migrate(database);
      answering
          .log()
          .sql()
          .sql("alter table version_list_2.version add check (name <> 'Odd')")
          .update();
      Rebuilding rebuilding = new Rebuilding(answering);
      JsonNode end = rebuilding.ends(rebuilding.starts(LIST, "rebuild"));
      assertThat(end.get("state").stringValue()).isEqualTo("failed");
      assertThat(end.get("failure").stringValue()).endsWith("positions are " + position + ".");
      rebuilding.isGone(next);
      rebuilding.swaps(rebuilding.starts(LIST, "rebuild"));
    }
  }

  @Test
  void deadLettersGoAlongAndWhatWasGivenUpStaysSo() {
    try (Answering answering = new Answering(database)) {
      Story story = answering.log().chatbot("bad");
      story.creates("bad-1", "One");
      answering
          .log()
          .sql()
          .sql(
              """
              insert into events.event (event_identifier, aggregate_identifier, sequence_number,
                type, payload_type, payload_revision, payload, meta_data, time_stamp)
              values ('odd', 'nowhere', 0, 'Version', 'VersionDeleted', '1', '{"chatbotId":"bad"}',
                '{}', now())
              """)
          .update();
      long odd = answering.log().head();
      story.creates("bad-2", "Two");
      answering.bean(EventsAppended.class).announce();
      String projection = "/v1/projections/" + LIST;
      await().until(() -> answering.json(projection).get("deadLetters").longValue() == 2);

      Rebuilding rebuilding = new Rebuilding(answering);
      rebuilding.swaps(rebuilding.starts(LIST, "rebuild"));
      JsonNode along = answering.json(projection);
      assertThat(along.get("deadLetters").longValue()).isEqualTo(2);
      assertThat(along.get("complete").booleanValue()).isTrue();

      // What is built meanwhile would not learn of it.
      String building = rebuilding.starts(LIST, "rebuild");
      for (HttpResponse<String> early :
          List.of(
              answering.send("DELETE", projection + "/dead-letters/" + odd, "{\"reason\":\"odd\"}"),
              answering.send("POST", projection + "/dead-letters/" + odd + "/retry", ""))) {
        assertThat(early.statusCode()).as(early.body()).isEqualTo(409);
        assertThat(early.body()).contains("rebuild-running");
      }
      rebuilding.swaps(building);

      HttpResponse<String> givenUp =
          answering.send("DELETE", projection + "/dead-letters/" + odd, "{\"reason\":\"odd\"}");
      assertThat(givenUp.statusCode()).as(givenUp.body()).isEqualTo(200);
      rebuilding.swaps(rebuilding.starts(LIST, "rebuild"));
      JsonNode without = answering.json(projection);
      assertThat(without.get("deadLetters").longValue()).isZero();
      assertThat(without.get("givenUp").longValue()).isOne();
      assertThat(without.get("complete").booleanValue()).isTrue();
      assertThat(answering.json("/v1/chatbots/bad/versions").get("versions").size()).isEqualTo(2);
      rebuilding.isGone(new Generation(Projection.VERSION_LIST, 2));
      JsonNode verified = rebuilding.ends(rebuilding.starts(LIST, "verify"));
      assertThat(verified.get("found").longValue()).as("%s", verified).isZero();
    }
  }

  /** A process may stand still between the question which generation answers and the answer. */
  @Test
  void whoAsksAGenerationThatWasDroppedMeanwhileIsToldToAskAgain() {
    try (Answering answering = new Answering(database)) {
      answering.log().chatbot("bot").creates("bot-1", "One");
      answering.hasHandled("bot");
      answering.log().sql().sql("alter schema version_list_1 rename to gone").update();
      HttpResponse<String> early = answering.get("/v1/chatbots/bot/versions");
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.headers().firstValue("Retry-After")).contains("1");
      assertThat(early.body()).contains("\"code\":\"unavailable\"");
      answering.log().sql().sql("alter schema gone rename to version_list_1").update();
      assertThat(answering.get("/v1/chatbots/bot/versions").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRestartInTheMiddleGoesOn() {
    String path;
    try (Answering first = new Answering(database)) {
      history(first.log(), 40);
      path = new Rebuilding(first).starts(LIST, "rebuild");
    }
    try (Answering second = new Answering(database)) {
      new Rebuilding(second).swaps(path);
      assertThat(second.json("/v1/projections/" + LIST).get("complete").booleanValue()).isTrue();
      JsonNode end = second.json(path);
      assertThat(end.get("handled").longValue())
          .isEqualTo(end.get("total").longValue())
          .isEqualTo(second.log().head());
    }
  }
}
