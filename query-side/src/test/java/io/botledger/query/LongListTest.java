package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A list of 100,000 versions, to a client that takes its time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListTest {
  private static final int VERSIONS = 100_000;
  private static final int MEBIBYTE = 1024 * 1024;
  private final HttpClient slow = HttpClient.newHttpClient();
  private Answering answering;

  @BeforeAll
  void createVersions() {
    answering = new Answering();
    answering.log().chatbot("big").creates("big-1", "Version 1");
    // The rest as rows: the projections would need most of this test's time for so many events.
    answering
        .log()
        .sql()
        .sql(
            """
            insert into version_list_1.version (version_id, chatbot_id, created_position,
              version_number, name, description, model_id, steps, events, intents, entities, flows,
              triggers, created, created_by, environment, content_hash, running, revision,
              from_position)
            select 'big-' || n, 'big', n, '1.' || (n - 1), 'Version ' || n, 'About it', '', 0, 0, 0,
              0, 0, 0, now(), 'anna', 'dev', repeat('0', 64), '{}', 0, n
            from generate_series(2, ? - 1) as n
            """)
        .param(VERSIONS)
        .update();
    answering
        .log()
        .sql()
        .sql("alter table events.event alter column global_index restart with " + VERSIONS)
        .update();
    answering.log().chatbot("big").creates("big-" + VERSIONS, "Version " + VERSIONS);
    answering.hasHandled("big");
  }

  @AfterAll
  void stop() {
    answering.close();
  }

  private InputStream open(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + answering.port() + path))
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  private static long heldHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
  }

  @Test
  void isWrittenInChunksThatHoldNeitherMemoryNorAConnection() throws Exception {
    long before = heldHeap();
    try (InputStream list = open("/v1/chatbots/big/versions")) {
      byte[] beginning = list.readNBytes(2 * MEBIBYTE);
      HikariDataSource read = answering.readPool();
      Awaitility.await().until(() -> read.getHikariPoolMXBean().getActiveConnections() == 0);
      // The list has 40 MiB as text, and several times that as objects.
      assertThat(heldHeap() - before).isLessThan(25);
      byte[] rest = list.readAllBytes();
      String text =
          new String(beginning, StandardCharsets.UTF_8) + new String(rest, StandardCharsets.UTF_8);
      JsonNode versions = Answering.JSON.readTree(text).get("versions");
      assertThat(versions).hasSize(VERSIONS);
      assertThat(versions.get(0).get("id").asString()).isEqualTo("big-1");
      assertThat(versions.get(VERSIONS - 1).get("id").asString()).isEqualTo("big-" + VERSIONS);
    }
  }

  @Test
  void isAlsoAiHubs() throws Exception {
    try (InputStream list = open("/api/ai-hub/assistant/big/versions")) {
      JsonNode answer = Answering.JSON.readTree(list);
      assertThat(answer.get("versions")).hasSize(VERSIONS);
      assertThat(answer.get("total_versions").asInt()).isEqualTo(VERSIONS);
    }
  }

  @Test
  void showsNothingOfWhatComesWhileItIsWritten() throws Exception {
    try (InputStream list = open("/v1/chatbots/big/versions?order=desc&includeDeleted=true")) {
      byte[] beginning = list.readNBytes(MEBIBYTE);
      answering.log().chatbot("big").deletes("big-1");
      answering.hasHandled("big");
      String text =
          new String(beginning, StandardCharsets.UTF_8)
              + new String(list.readAllBytes(), StandardCharsets.UTF_8);
      JsonNode versions = Answering.JSON.readTree(text).get("versions");
      assertThat(versions).hasSize(VERSIONS);
      assertThat(versions.get(VERSIONS - 1).get("id").asString()).isEqualTo("big-1");
      assertThat(versions.get(VERSIONS - 1).has("deletedAt")).isFalse();
    } finally {
      answering.log().chatbot("big").restores("big-1", "Version 1");
      answering.hasHandled("big");
    }
  }

  @Test
  void isCutWhenItCannotBeCompleted() throws Exception {
    try (InputStream list = open("/v1/chatbots/big/versions")) {
      list.readNBytes(MEBIBYTE);
      rename("version", "away");
      assertThatIOException().isThrownBy(list::readAllBytes);
      // As of a generation that was dropped meanwhile.
      assertThat(answering.get("/v1/chatbots/big/versions").statusCode()).isEqualTo(503);
    } finally {
      rename("away", "version");
    }
    assertThat(answering.get("/v1/chatbots/big/versions?limit=1").statusCode()).isEqualTo(200);
  }

  @Test
  void tooManyAtOnceAreToldToComeBack() throws Exception {
    List<CompletableFuture<HttpResponse<InputStream>>> lists = new ArrayList<>();
    askUntil(429, lists, "anna");
    assertThat(lists).hasSizeGreaterThan(12);
    assertThat(lists.stream().filter(list -> list.isDone() && list.join().statusCode() == 200))
        .as("those that one credential reads")
        .hasSizeBetween(1, 12);
    for (int i = 0; i < 3; i++) {
      askUntil(429, lists, "reader " + i);
    }
    askUntil(503, lists, "reader 3");
    for (CompletableFuture<HttpResponse<InputStream>> list : lists) {
      list.thenAccept(LongListTest::close);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> answering.get("/v1/chatbots/big/versions").statusCode() == 200);
  }

  private void askUntil(
      int status, List<CompletableFuture<HttpResponse<InputStream>>> lists, String caller) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + answering.port() + "/v1/chatbots/big/versions"))
            .header("as", caller)
            .build();
    int before = lists.size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              lists.add(slow.sendAsync(request, BodyHandlers.ofInputStream()));
              return lists.subList(before, lists.size()).stream()
                  .anyMatch(list -> list.isDone() && list.join().statusCode() == status);
            });
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rename(String from, String to) {
    answering.log().sql().sql("alter table version_list_1." + from + " rename to " + to).update();
  }
}
