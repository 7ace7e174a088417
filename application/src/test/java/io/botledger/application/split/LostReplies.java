package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The answer to a write is lost after the commit, and the client sends it again, to another
 * process.
 */
@TestMethodOrder(OrderAnnotation.class)
abstract class LostReplies {
  private static final String KEY = "Idempotency-Key";

  /** All at once, however few processors there are. */
  private static final Executor THREADS = task -> new Thread(task).start();

  private final SplitShape shape;
  private final ContractClient gateway;
  private final ContractClient first;
  private final ContractClient second;

  LostReplies(SplitShape shape) {
    this.shape = shape;
    gateway = shape.client();
    first = shape.client(shape.commands().get(0));
    second = shape.client(shape.commands().get(1));
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
    String bot = "/v1/chatbots/twice";
    create(bot, "a");
    create(bot, "b");
    create(bot, "c");
    String back = bot + "/environments/prod/rollback";
    try (LosingProxy proxy = LosingProxy.before(shape.commands().get(0).url(""), () -> {})) {
      lost(SplitShape.client(proxy.url()), back, "{}");
    }
    assertThat(second.post(back, "{}").status()).isEqualTo(200);
    assertThat(second.get(bot + "/events").text().split("VersionRolledBack")).hasSize(2 + 1);
    assertThat(running(bot)).as("gone back twice").isEqualTo("a");
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
                        () -> (i % 2 == 0 ? first : second).post(versions, body, KEY, "many"),
                        THREADS))
            .toList();
    List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
    Answer last = first.post(versions, body, KEY, "many");
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
    assertThat(events("/v1/chatbots/many")).isEqualTo(2);
  }

  @Test
  @Order(4)
  void ofManyWhoExpectTheSameOneWinsWhicheverProcessTheyAsk() {
    String bot = "/v1/chatbots/expected";
    create(bot, "a");
    String expected = gateway.get(bot + "/environments/prod/deployed-version").header("ETag");
    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            (i % 2 == 0 ? first : second)
                                .post(
                                    bot + "/versions",
                                    "{\"name\":\"b%d\",\"environment\":\"prod\"}".formatted(i),
                                    "If-Match",
                                    expected),
                        THREADS))
            .toList();
    assertThat(sent.stream().map(CompletableFuture::join).map(Answer::status).toList())
        .containsOnly(201, 412)
        .containsOnlyOnce(201);
  }

  @Test
  @Order(5)
  void aKilledProcess() throws IOException {
    BotledgerProcess process = shape.commands().get(0);
    isDoneOnce("/v1/chatbots/killed", process::kill);
    assertThat(process.isAlive()).isFalse();
  }

  private void isDoneOnce(String bot, Runnable whenAnswered) throws IOException {
    create(bot, "a");
    create(bot, "b");
    int before = events(bot);
    String back = bot + "/environments/prod/rollback";
    try (LosingProxy proxy = LosingProxy.before(shape.commands().get(0).url(""), whenAnswered)) {
      lost(SplitShape.client(proxy.url()), back, "{}", KEY, bot);
    }
    Answer again = second.post(back, "{}", KEY, bot);
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Botledger-Reads-Lag")).as("reads show it").isEmpty();
    assertThat(running(bot)).isEqualTo("a");
    assertThat(events(bot)).isEqualTo(before + 2);
    assertThat(gateway.post(back, "{}", KEY, bot).text()).isEqualTo(again.text());
    assertThat(gateway.get(bot + "/environments/prod/deployed-version").header("ETag"))
        .isEqualTo(again.header("ETag"));
  }

  private void create(String bot, String name) {
    Answer answer =
        second.post(
            bot + "/versions", "{\"name\":\"%s\",\"environment\":\"prod\"}".formatted(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void lost(ContractClient client, String path, String body, String... headers) {
    assertThatThrownBy(() -> client.post(path, body, headers))
        .isInstanceOf(UncheckedIOException.class);
  }

  private String running(String bot) {
    return gateway
        .get(bot + "/environments/prod/deployed-version")
        .body()
        .at("/version/name")
        .asString();
  }

  private int events(String bot) {
    return second.get(bot + "/events").body().path("events").size();
  }
}
