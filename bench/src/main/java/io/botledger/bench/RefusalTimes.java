package io.botledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether the time of a refusal tells if a chatbot exists: asks in turn for one that exists and for
 * one that does not, with a key that may see neither, and compares the times. As a control, the
 * same with a key that may see both, whose answers do differ.
 */
public final class RefusalTimes {
  private static final int WARM_UP = 2_000;
  private static final int PAIRS = 10_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  private RefusalTimes(String url) {
    this.url = url;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 5) {
      System.err.println(
          "usage: RefusalTimes <base URL> <key with no grants there> <key with all grants>"
              + " <path of one that exists> <path of one that does not>");
      System.exit(2);
    }
    RefusalTimes bench = new RefusalTimes(arguments[0]);
    System.out.println("| key | path | status | p10 | p50 | p90 |\n|---|---|---|---|---|---|");
    for (String[] key : new String[][] {{"without", arguments[1]}, {"with", arguments[2]}}) {
      bench.compare(key[0], key[1], arguments[3], arguments[4]);
    }
  }

  private void compare(String name, String key, String there, String notThere) throws Exception {
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (int i = 0; i < WARM_UP + PAIRS; i++) {
      boolean swapped = i % 2 == 1;
      long one = ask(key, swapped ? notThere : there);
      long two = ask(key, swapped ? there : notThere);
      if (i >= WARM_UP) {
        first.add(swapped ? two : one);
        second.add(swapped ? one : two);
      }
    }
    print(name, key, there, first);
    print(name, key, notThere, second);
  }

  private long ask(String key, String path) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    http.send(request(key, path), BodyHandlers.discarding());
    return System.nanoTime() - begin;
  }

  private HttpRequest request(String key, String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + key)
        .build();
  }

  private void print(String name, String key, String path, List<Long> nanos)
      throws IOException, InterruptedException {
    Collections.sort(nanos);
    int status = http.send(request(key, path), BodyHandlers.discarding()).statusCode();
    System.out.printf(
        "| %s | %s | %d | %d µs | %d µs | %d µs |%n",
        name, path, status, at(nanos, 0.1), at(nanos, 0.5), at(nanos, 0.9));
  }

  private static long at(List<Long> sorted, double part) {
    return sorted.get((int) (part * (sorted.size() - 1))) / 1_000;
  }
}
