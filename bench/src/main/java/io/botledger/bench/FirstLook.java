package io.botledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A first rough look at a running Botledger: requests a second and latencies of the main
 * operations, as ratios to the cheapest answer of the same server in the same run.
 */
public final class FirstLook {
  private final String base;
  private final String key;
  private final Duration time;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong count = new AtomicLong();
  private final String run = "bench-" + Long.toString(System.currentTimeMillis(), 36);

  private FirstLook(String base, String key, Duration time) {
    this.base = base;
    this.key = key;
    this.time = time;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    if (arguments.length != 3) {
      System.err.println("usage: FirstLook <base URL> <key> <seconds per row>");
      System.exit(2);
    }
    new FirstLook(arguments[0], arguments[1], Duration.ofSeconds(Long.parseLong(arguments[2])))
        .look();
  }

  private void look() throws IOException, InterruptedException, ExecutionException {
    String version = firstVersion();
    Supplier<HttpRequest> liveness = () -> get("/actuator/health/liveness");
    Supplier<HttpRequest> deployed =
        () -> get("/v1/chatbots/" + run + "/environments/prod/deployed-version");
    Supplier<HttpRequest> one = () -> get("/v1/chatbots/" + run + "/versions/" + version);
    measure("warm-up", 8, liveness, 0);
    measure("warm-up", 8, this::create, 0);
    System.out.printf(
        "%-34s %7s %10s %7s %8s %8s%n", "", "clients", "a second", "ratio", "p50 ms", "p99 ms");
    for (int clients : new int[] {1, 8, 32}) {
      double unit = measure("liveness", clients, liveness, 0);
      measure("GET deployed-version", clients, deployed, unit);
      measure("GET version", clients, one, unit);
      measure("POST version, answer waits", clients, this::create, unit);
      measure("POST version, respond-async", clients, this::createAsync, unit);
    }
  }

  private String firstVersion() throws IOException, InterruptedException {
    HttpRequest request =
        post(
            run,
            "{\"name\":\"first\",\"environment\":\"prod\",\"content\":{\"flows\":[{\"steps\":[1,2,3]}]}}",
            false);
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    String location = response.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private double measure(String name, int clients, Supplier<HttpRequest> requests, double unit)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<long[]>> results = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        results.add(threads.submit(() -> client(requests, end)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> result : results) {
        all.add(result.get());
      }
      long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      double perSecond = nanos.length / (time.toNanos() / 1e9);
      if (!name.equals("warm-up")) {
        System.out.printf(
            "%-34s %7d %10.0f %7s %8.2f %8.2f%n",
            name,
            clients,
            perSecond,
            unit == 0 ? "1" : "%.3f".formatted(perSecond / unit),
            nanos[nanos.length / 2] / 1e6,
            nanos[(int) (nanos.length * 0.99)] / 1e6);
      }
      return perSecond;
    } finally {
      threads.shutdown();
    }
  }

  private long[] client(Supplier<HttpRequest> requests, long end)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      HttpResponse<String> response = http.send(requests.get(), BodyHandlers.ofString());
      nanos.add(System.nanoTime() - start);
      if (response.statusCode() >= 300) {
        throw new IOException(response.statusCode() + ": " + response.body());
      }
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + key)
        .build();
  }

  private HttpRequest create() {
    return create(false);
  }

  private HttpRequest createAsync() {
    return create(true);
  }

  private HttpRequest create(boolean async) {
    long number = count.incrementAndGet();
    String body =
        "{\"name\":\"v%d\",\"environment\":\"none\",\"content\":{\"flows\":[{\"steps\":[%d]}]}}"
            .formatted(number, number);
    return post(run + "-" + number % 500, body, async);
  }

  private HttpRequest post(String chatbot, String body, boolean async) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/v1/chatbots/" + chatbot + "/versions"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return (async ? request.header("Prefer", "respond-async") : request).build();
  }
}
