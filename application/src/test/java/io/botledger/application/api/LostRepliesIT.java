package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The answer to a write is lost after the commit, and the client sends it again, to another
 * process.
 */
@TestMethodOrder(OrderAnnotation.class)
class LostRepliesIT {
  private static final String KEY = "Idempotency-Key";
  private static TwoProcesses processes;

  @BeforeAll
  static void start() throws IOException {
    processes = TwoProcesses.start();
  }

  @AfterAll
  static void stop() {
    processes.close();
  }

  @Test
  @Order(1)
  void aCutConnection() throws IOException {
    isDoneOnce("/v1/chatbots/cut", () -> {});
  }

  /** The negative control. */
  @Test
  @Order(2)
  void withoutAKeyItIsDoneTwice() throws IOException {
    ContractClient second = processes.client(1);
    String bot = "/v1/chatbots/twice";
    create(second, bot, "a");
    create(second, bot, "b");
    create(second, bot, "c");
    String back = bot + "/environments/prod/rollback";
    try (LosingProxy proxy = LosingProxy.before(processes.process(0).url(""), () -> {})) {
      lost(processes.client(proxy.url()), back, "{}");
    }
    assertThat(second.post(back, "{}").status()).isEqualTo(200);
    assertThat(second.get(bot + "/events").text().split("VersionRolledBack")).hasSize(2 + 1);
    assertThat(running(second, bot)).as("gone back twice").isEqualTo("a");
  }

  @Test
  @Order(3)
  void ofManyThatAreSentToBothProcessesOneIsCarriedOut() {
    String versions = "/v1/chatbots/many/versions";
    String body = "{\"name\":\"a\",\"environment\":\"test\"}";
    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> processes.client(i % 2).post(versions, body, KEY, "many")))
            .toList();
    List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
    Answer last = processes.client(0).post(versions, body, KEY, "many");
    assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.status() == 201 ? answer.text() : answer.code())
                    .isIn(last.text(), "idempotency-key-in-use"));
    assertThat(answers)
        .filteredOn(
            answer -> answer.status() == 201 && answer.header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
    assertThat(events(processes.client(1), "/v1/chatbots/many")).isEqualTo(2);
  }

  @Test
  @Order(4)
  void aKilledProcess() throws IOException {
    BotledgerProcess first = processes.process(0);
    isDoneOnce("/v1/chatbots/killed", first::kill);
    assertThat(first.isAlive()).isFalse();
  }

  private static void isDoneOnce(String bot, Runnable whenAnswered) throws IOException {
    ContractClient second = processes.client(1);
    create(second, bot, "a");
    create(second, bot, "b");
    int before = events(second, bot);
    String back = bot + "/environments/prod/rollback";
    try (LosingProxy proxy = LosingProxy.before(processes.process(0).url(""), whenAnswered)) {
      lost(processes.client(proxy.url()), back, "{}", KEY, "\"lost\"");
    }
    Answer again = second.post(back, "{}", KEY, "\"lost\"");
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Botledger-Reads-Lag")).as("reads show it").isEmpty();
    assertThat(running(second, bot)).isEqualTo("a");
    assertThat(events(second, bot)).isEqualTo(before + 2);
    assertThat(second.post(back, "{}", KEY, "\"lost\"").text()).isEqualTo(again.text());
    assertThat(second.get(bot + "/environments/prod/deployed-version").header("ETag"))
        .isEqualTo(again.header("ETag"));
  }

  private static void create(ContractClient client, String bot, String name) {
    Answer answer =
        client.post(
            bot + "/versions", "{\"name\":\"%s\",\"environment\":\"prod\"}".formatted(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void lost(ContractClient client, String path, String body, String... headers) {
    assertThatThrownBy(() -> client.post(path, body, headers))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static String running(ContractClient client, String bot) {
    return client
        .get(bot + "/environments/prod/deployed-version")
        .body()
        .at("/version/name")
        .asString();
  }

  private static int events(ContractClient client, String bot) {
    return client.get(bot + "/events").body().path("events").size();
  }
}
