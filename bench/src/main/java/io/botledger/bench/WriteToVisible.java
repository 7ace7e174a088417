package io.botledger.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long after its acknowledgement a write that did not wait ({@code respond-async}) is shown by
 * another process. Writes arrive at random (exponential gaps), whatever became of those before, so
 * that a slow answer does not hold back the next (no coordinated omission). Each is asked for again
 * and again until it is shown, with pauses of a tenth of the time that it has taken so far: this is
 * how much longer it may seem.
 */
public final class WriteToVisible {
  private static final Pattern DEPLOYMENT = Pattern.compile("\"deploymentId\":\"([^\"]+)\"");
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration SHORTEST_PAUSE = Duration.ofNanos(500_000);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String key;
  private final List<String> writers;
  private final List<String> readers;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String run = "bench-" + Long.toString(System.currentTimeMillis(), 36);
  private final Queue<Long> afterAcknowledgement = new ConcurrentLinkedQueue<>();
  private final Queue<Long> afterArrival = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private int number;

  private WriteToVisible(String key, List<String> writers, List<String> readers) {
    this.key = key;
    this.writers = writers;
    this.readers = readers;
  }

  public static void main(String[] arguments) {
    if (arguments.length != 5) {
      System.err.println(
          "usage: WriteToVisible <key> <URLs to write to, with commas> <URLs to read from>"
              + " <writes a second> <seconds>");
      System.exit(2);
    }
    WriteToVisible bench =
        new WriteToVisible(
            arguments[0], List.of(arguments[1].split(",")), List.of(arguments[2].split(",")));
    int rate = Integer.parseInt(arguments[3]);
    bench.load(rate, WARM_UP);
    bench.forget();
    bench.load(rate, Duration.ofSeconds(Integer.parseInt(arguments[4])));
    bench.print(rate);
  }

  private void forget() {
    afterAcknowledgement.clear();
    afterArrival.clear();
    failed.set(0);
  }

  private void load(int rate, Duration time) {
    Random random = new Random(rate);
    Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + time.toNanos();
    double arrival = System.nanoTime();
    while (arrival < end) {
      arrival += -Math.log(1 - random.nextDouble()) / rate * 1e9;
      long due = (long) arrival;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      underWay.add(write(number++, due));
    }
    underWay.forEach(CompletableFuture::join);
  }

  private CompletableFuture<?> write(int id, long arrival) {
    String chatbot = "/v1/chatbots/" + run + "-" + id;
    HttpRequest request =
        request(writers.get(id % writers.size()) + chatbot + "/versions")
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"v%d-%d\",\"environment\":\"prod\"}"
                        .formatted(id, System.nanoTime())))
            .build();
    HttpRequest question =
        request(readers.get(id % readers.size()) + chatbot + "/environments/prod/deployed-version")
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenCompose(
            answer -> {
              if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
              }
              return untilShown(question, deployment(answer), arrival, System.nanoTime());
            })
        .exceptionally(
            failure -> {
              if (failed.getAndIncrement() == 0) {
                System.err.println(failure);
              }
              return null;
            });
  }

  private CompletableFuture<Void> untilShown(
      HttpRequest question, String deployment, long arrival, long acknowledged) {
    return http.sendAsync(question, BodyHandlers.ofString())
        .thenCompose(
            answer -> {
              long now = System.nanoTime();
              if (deployment(answer).equals(deployment)) {
                afterAcknowledgement.add(now - acknowledged);
                afterArrival.add(now - arrival);
                return CompletableFuture.completedFuture(null);
              }
              if (now - acknowledged > LONGEST.toNanos()) {
                throw new IllegalStateException("Not shown: " + answer.body());
              }
              long pause = Math.max(SHORTEST_PAUSE.toNanos(), (now - acknowledged) / 10);
              return CompletableFuture.supplyAsync(
                      () -> question,
                      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS))
                  .thenCompose(again -> untilShown(again, deployment, arrival, acknowledged));
            });
  }

  private static String deployment(HttpResponse<String> answer) {
    Matcher found = DEPLOYMENT.matcher(answer.body());
    return found.find() ? found.group(1) : "";
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key);
  }

  private void print(int rate) {
    System.out.printf(
        "%d writes at %d a second; %d failed%n", afterArrival.size(), rate, failed.get());
    System.out.printf("%-40s %8s %8s %8s%n", "", "p50 ms", "p99 ms", "max ms");
    print("acknowledged (not waited) to shown", afterAcknowledgement);
    print("arrival to shown", afterArrival);
  }

  private static void print(String name, Queue<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length > 0) {
      System.out.printf(
          "%-40s %8.2f %8.2f %8.2f%n",
          name,
          sorted[sorted.length / 2] / 1e6,
          sorted[(int) (sorted.length * 0.99)] / 1e6,
          sorted[sorted.length - 1] / 1e6);
    }
  }
}
