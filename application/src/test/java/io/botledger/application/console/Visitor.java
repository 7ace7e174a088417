package io.botledger.application.console;

import io.botledger.platform.web.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does with pages and forms, but for what it shows; it follows no redirect. */
public final class Visitor {
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");

  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();
  private String cookie = "";

  public Visitor(URI base) {
    this.base = base;
  }

  /** The same, signed in, at another process. */
  public Visitor at(URI other) {
    Visitor visitor = new Visitor(other);
    visitor.cookie = cookie;
    return visitor;
  }

  /** Signs in with a key that is one. */
  public Visitor signIn(String key) {
    HttpResponse<String> answer = post("/console/sign-in", Map.of("credential", key));
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer + ": " + answer.body());
    }
    return this;
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** Listens to a stream. */
  public EventStream listen(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return EventStream.open(http, request.build());
  }

  /** Sends a form of the session's own. */
  public HttpResponse<String> act(String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("formToken", formToken());
    all.putIfAbsent("key", UUID.randomUUID().toString());
    return post(path, all);
  }

  /** Sends a form as it is, with further headers. */
  public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer = send(request);
    answer
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return answer;
  }

  /** The token of the session's forms, as the pages have it. */
  public String formToken() {
    Matcher token = FORM_TOKEN.matcher(get("/").body());
    if (!token.find()) {
      throw new AssertionError("Nobody is signed in.");
    }
    return token.group(1);
  }

  /** As it is sent. */
  public String cookie() {
    return cookie;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
