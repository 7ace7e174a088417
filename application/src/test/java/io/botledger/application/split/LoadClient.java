package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.split.Write.Kind;
import io.botledger.application.split.Write.Outcome;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes and reads, one request after the other, until it is over; and records what
 * it was told. It fails when a read does not show what it must, and when a request is refused that
 * only a second execution of the one before explains.
 */
final class LoadClient implements Callable<@Nullable Void> {
  /** So that processes that start meanwhile find a processor. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** Then another chatbot is used, so that none grows for long. */
  private static final int VERSIONS = 40;

  /** A name that is mostly taken, so that there are refusals too. */
  private static final String TAKEN = "same";

  private final ContractClient client;
  private final String name;
  private final Random random;
  private final Queue<Write> writes;
  private final AtomicInteger cut;
  private final BooleanSupplier hurry;
  private final BooleanSupplier over;
  private LoadedChatbot chatbot;
  private int number;

  /**
   * @param name differs from all others'
   * @param writes where it records them
   * @param cut where it counts the reads of which it did not get the end
   * @param hurry whether it makes no pauses
   */
  LoadClient(
      ContractClient client,
      String name,
      Queue<Write> writes,
      AtomicInteger cut,
      BooleanSupplier hurry,
      BooleanSupplier over) {
    this.client = client;
    this.name = name;
    this.random = new Random(name.hashCode());
    this.writes = writes;
    this.cut = cut;
    this.hurry = hurry;
    this.over = over;
    this.chatbot = new LoadedChatbot(name);
  }

  @Override
  public @Nullable Void call() throws InterruptedException {
    while (!over.getAsBoolean()) {
      one();
      Thread.sleep(hurry.getAsBoolean() ? 0 : PAUSE.toMillis());
    }
    return null;
  }

  private void one() {
    if (chatbot.size() == VERSIONS) {
      chatbot = new LoadedChatbot(name + "-" + number);
    }
    int kind = chatbot.size() < 3 ? 0 : random.nextInt(12);
    switch (kind) {
      case 0, 1 -> create("v" + number, random.nextBoolean());
      case 2 -> create(TAKEN, false);
      case 3, 4, 5 -> deploy(chatbot.idle(random));
      case 6 -> undeploy();
      case 7 -> delete(chatbot.idle(random));
      default -> read(kind % 3);
    }
  }

  /** An answer of which a part has come cannot be had from another process: it is cut. */
  private void read(int question) {
    try {
      chatbot.read(client, question);
    } catch (UncheckedIOException e) {
      cut.incrementAndGet();
    }
  }

  private void create(String version, boolean runs) {
    String body =
        "{\"name\":\"%s\",\"environment\":\"%s\"}".formatted(version, runs ? "prod" : "none");
    write(Kind.CREATE, "POST", chatbot.path() + "/versions", body)
        .ifPresent(answer -> chatbot.created(answer, runs));
  }

  private void deploy(String version) {
    write(Kind.DEPLOY, "POST", version + "/deploy", "{\"environment\":\"prod\"}")
        .ifPresent(answer -> chatbot.deployed(version, answer));
  }

  private void undeploy() {
    if (chatbot.runs()) {
      write(Kind.UNDEPLOY, "DELETE", chatbot.path() + "/environments/prod/deployment", "")
          .ifPresent(chatbot::undeployed);
    }
  }

  private void delete(String version) {
    write(Kind.DELETE, "DELETE", version, "").ifPresent(answer -> chatbot.deleted(version, answer));
  }

  /** The answer, if it was acknowledged. */
  private Optional<Answer> write(Kind kind, String method, String path, String body) {
    String id = name + "." + number++;
    long start = System.nanoTime();
    Optional<Answer> answer = send(method, path, body, id);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    answer.ifPresent(one -> assertExpected(one, body));
    Outcome outcome = answer.map(Outcome::of).orElse(Outcome.UNKNOWN);
    boolean lagged = answer.map(LoadedChatbot::lags).orElse(false);
    writes.add(new Write(id, kind, outcome, answer.map(Answer::status).orElse(0), lagged, took));
    if (outcome == Outcome.UNKNOWN) {
      // Only where one knows what has happened can one say what reads must show.
      chatbot = new LoadedChatbot(name + "-" + number);
    }
    return answer.filter(one -> outcome == Outcome.ACKNOWLEDGED);
  }

  private static void assertExpected(Answer answer, String body) {
    if (answer.code().equals("name-taken") && body.contains(TAKEN)) {
      return;
    }
    assertThat(answer.status()).as(answer.text()).matches(status -> status < 400 || status >= 500);
  }

  private Optional<Answer> send(String method, String path, String body, String id) {
    String correlation = "X-Correlation-Id";
    try {
      return Optional.of(
          body.isEmpty()
              ? client.send(method, path, BodyPublishers.noBody(), correlation, id)
              : client.post(path, body, correlation, id));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
