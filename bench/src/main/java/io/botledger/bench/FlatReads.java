package io.botledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reads cost on a server with a long history, as ratios to one with a short history: first
 * pages of the audit for each filter, and as-of reads beside those of the present. Both servers
 * hold the chatbot, with the same versions; requests go to them in turn.
 */
public final class FlatReads {
  private static final int WARM_UP = 200;

  private record Server(String base, String key) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server small;
  private final Server large;
  private final String bot;
  private final int requests;

  private FlatReads(Server small, Server large, String chatbotId, int requests) {
    this.small = small;
    this.large = large;
    this.bot = "/v1/chatbots/" + chatbotId;
    this.requests = requests;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 7) {
      System.err.println(
          "usage: FlatReads <short: base URL> <key> <long: base URL> <key> <chatbot> <a rare word>"
              + " <requests>");
      System.exit(2);
    }
    new FlatReads(
            new Server(arguments[0], arguments[1]),
            new Server(arguments[2], arguments[3]),
            arguments[4],
            Integer.parseInt(arguments[6]))
        .look(arguments[5]);
  }

  private void look(String rareWord) throws IOException, InterruptedException {
    String versions = bot + "/versions?limit=100";
    String version = bot + "/versions/" + first(small, versions, "id");
    System.out.printf("%-44s %10s %10s %7s%n", "p50, microseconds", "short", "long", "ratio");
    for (String filter :
        List.of(
            "limit=100",
            "chatbotId=" + bot.substring(bot.lastIndexOf('/') + 1),
            "versionId=" + version.substring(version.lastIndexOf('/') + 1),
            "environment=prod",
            "actor=" + first(small, "/v1/audit?limit=1", "name"),
            "action=deployed",
            "surface=v1",
            "text=deployed",
            "text=depl",
            "text=" + URLEncoder.encode(rareWord, StandardCharsets.UTF_8),
            "text=xyzzy")) {
      compare("/v1/audit?" + filter, "/v1/audit?" + filter);
    }
    for (String bound : List.of("from", "to")) {
      compare(
          "/v1/audit?" + bound + "=" + middle(small), "/v1/audit?" + bound + "=" + middle(large));
    }
    for (String read :
        List.of(
            versions,
            version,
            bot + "/deployments/status",
            bot + "/environments/prod/deployed-version")) {
      compare(read, read);
      String moment = read + (read.contains("?") ? "&" : "?");
      compare(
          moment + "position=" + first(small, bot + "/audit?limit=1", "position"),
          moment + "position=" + first(large, bot + "/audit?limit=1", "position"));
    }
  }

  /** A time halfway through the history. */
  private String middle(Server server) throws IOException, InterruptedException {
    long newest = Long.parseLong(first(server, "/v1/audit?limit=1", "position"));
    Matcher time =
        Pattern.compile("\"timestamp\":\"([^\"]+)\"")
            .matcher(get(server, "/v1/events?limit=1&after=" + newest / 2));
    if (!time.find()) {
      throw new IOException("There is no event after position " + newest / 2);
    }
    return time.group(1);
  }

  private String first(Server server, String path, String member)
      throws IOException, InterruptedException {
    Matcher value = Pattern.compile("\"" + member + "\":\"?([^\",}]+)").matcher(get(server, path));
    if (!value.find()) {
      throw new IOException("Nothing is at " + server.base() + path);
    }
    return value.group(1);
  }

  private void compare(String inShort, String inLong) throws IOException, InterruptedException {
    long[] shortNanos = new long[requests];
    long[] longNanos = new long[requests];
    for (int i = -WARM_UP; i < requests; i++) {
      long start = System.nanoTime();
      get(small, inShort);
      long between = System.nanoTime();
      get(large, inLong);
      if (i >= 0) {
        shortNanos[i] = between - start;
        longNanos[i] = System.nanoTime() - between;
      }
    }
    double a = median(shortNanos);
    double b = median(longNanos);
    System.out.printf(
        "%-44s %10.0f %10.0f %7.2f%n", inLong.replaceFirst("^.*/(?=[^/]+$)", ""), a, b, b / a);
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e3;
  }

  private String get(Server server, String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(server.base() + path))
                .header("Authorization", "Bearer " + server.key())
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }
}
