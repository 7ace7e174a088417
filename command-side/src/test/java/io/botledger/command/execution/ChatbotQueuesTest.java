package io.botledger.command.execution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatbotQueuesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void theWorkOfOneChatbotIsDoneInOrderAndOneAfterTheOther() {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    try (ChatbotQueues queues = new ChatbotQueues(4, 1_000, 1_000, LONG)) {
      List<CompletableFuture<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int number = i;
        results.add(
            queues.submit(
                "bot",
                () -> {
                  most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  done.add(number);
                  atOnce.decrementAndGet();
                  return true;
                }));
      }
      results.forEach(CompletableFuture::join);
      assertThat(queues.waiting()).isZero();
    }
    assertThat(most).hasValue(1);
    assertThat(done).isSorted().hasSize(500);
  }

  @Test
  void aBusyChatbotTakesNoMoreThanItsTurn() throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    try (ChatbotQueues queues = new ChatbotQueues(1, 1_000, 1_000, LONG)) {
      List<CompletableFuture<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        results.add(
            queues.submit(
                "busy",
                () -> {
                  begin.await();
                  return done.add("busy");
                }));
      }
      results.add(queues.submit("quiet", () -> done.add("quiet")));
      begin.countDown();
      results.forEach(CompletableFuture::join);
    }
    assertThat(done.indexOf("quiet")).isEqualTo(1);
  }

  @Test
  void chatbotsDoNotWaitForEachOtherWhileThereIsAWorker() {
    CountDownLatch both = new CountDownLatch(2);
    try (ChatbotQueues queues = new ChatbotQueues(2, 1_000, 1_000, LONG)) {
      CompletableFuture<Boolean> one = queues.submit("one", () -> meet(both));
      CompletableFuture<Boolean> two = queues.submit("two", () -> meet(both));
      assertThat(one.join()).isTrue();
      assertThat(two.join()).isTrue();
    }
  }

  @Test
  void moreThanTheBoundIsTooMany() {
    CountDownLatch begin = new CountDownLatch(1);
    try (ChatbotQueues queues = new ChatbotQueues(1, 3, 3, LONG)) {
      CompletableFuture<Boolean> first = queues.submit("bot", () -> begin.await(20, SECONDS));
      List<CompletableFuture<Boolean>> rest = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        rest.add(queues.submit("bot" + i, () -> true));
      }
      assertThat(rest.stream().filter(CompletableFuture::isCompletedExceptionally).count())
          .isGreaterThanOrEqualTo(7);
      assertRefused(rest.get(9), ProblemCode.TOO_MANY_REQUESTS, 429);
      begin.countDown();
      assertThat(first.join()).isTrue();
      assertThat(rest.get(0).join()).isTrue();
      assertThat(queues.submit("again", () -> true).join()).isTrue();
    }
  }

  @Test
  void whoWaitsTooLongIsToldThatNothingWasDone() throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    AtomicInteger late = new AtomicInteger();
    try (ChatbotQueues queues = new ChatbotQueues(1, 1_000, 1_000, Duration.ofSeconds(1))) {
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Boolean> first =
          queues.submit(
              "bot",
              () -> {
                begun.countDown();
                return begin.await(20, SECONDS);
              });
      meet(begun);
      CompletableFuture<Integer> second = queues.submit("bot", late::incrementAndGet);
      assertRefused(second, ProblemCode.UNAVAILABLE, 503);
      assertThat(queues.waiting()).isZero();
      begin.countDown();
      assertThat(first.join()).isTrue();
      assertThat(queues.submit("bot", () -> true).join()).isTrue();
    }
    assertThat(late).hasValue(0);
  }

  @Test
  void aFailureIsTheResultAndTheNextGoesOn() {
    try (ChatbotQueues queues = new ChatbotQueues(1, 1_000, 1_000, LONG)) {
      CompletableFuture<Object> failing =
          queues.submit(
              "bot",
              () -> {
                throw new IllegalStateException("defect");
              });
      assertThatThrownBy(failing::join).hasRootCauseMessage("defect");
      assertThat(queues.submit("bot", () -> true).join()).isTrue();
    }
  }

  @Test
  void whatComesWhileItStopsIsRefused() {
    ChatbotQueues queues = new ChatbotQueues(1, 1_000, 1_000, LONG);
    queues.close();
    assertRefused(queues.submit("bot", () -> true), ProblemCode.UNAVAILABLE, 503);
    assertThat(queues.waiting()).isZero();
  }

  private static boolean meet(CountDownLatch others) throws InterruptedException {
    others.countDown();
    return others.await(20, SECONDS);
  }

  private static void assertRefused(CompletableFuture<?> result, ProblemCode code, int status) {
    assertThatThrownBy(result::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.status()).isEqualTo(status);
              assertThat(refusal.retryAfterSeconds()).isNotNull();
            });
  }
}
