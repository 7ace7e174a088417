package io.botledger.query.console.api;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the API has answered. */
public final class Answer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"(\\w+)\"");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final int status;
  private final HttpHeaders headers;
  private final String body;

  private Answer(int status, HttpHeaders headers, String body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** That of a response whose body was read. */
  public static Answer of(HttpResponse<?> response, String body) {
    HttpHeaders headers = new HttpHeaders();
    response.headers().map().forEach(headers::addAll);
    return new Answer(response.statusCode(), headers, body);
  }

  /**
   * That of a response whose body is short and has not been read.
   *
   * @throws ApiAway if it does not come
   */
  public static Answer read(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
    return read(response, PATIENCE);
  }

  static Answer read(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Duration patience) {
    BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    response.body().subscribe(text);
    try {
      return of(
          response,
          text.getBody()
              .toCompletableFuture()
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
              .join());
    } catch (CompletionException e) {
      throw new ApiAway("The answer is not complete.", true, e);
    }
  }

  public int status() {
    return status;
  }

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  public String body() {
    return body;
  }

  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  /** The {@code cursor} of a page beside this one, such as {@code next}; null if there is none. */
  public @Nullable String cursor(String relation) {
    return link(relation)
        .map(target -> UriComponentsBuilder.fromUriString(target).build().getQueryParams())
        .map(parameters -> parameters.getFirst("cursor"))
        .orElse(null);
  }

  /** Where a {@code Link} leads (RFC 8288). */
  public Optional<String> link(String relation) {
    Matcher links = LINK.matcher(String.valueOf(header(HttpHeaders.LINK)));
    while (links.find()) {
      if (links.group(2).equals(relation)) {
        return Optional.of(links.group(1));
      }
    }
    return Optional.empty();
  }

  /** The body of an answer that is one. */
  public <T> T as(Class<T> type) {
    return JSON.readValue(body, type);
  }

  /** The body, or why there is none. */
  public <T> Part<T> part(Class<T> type) {
    return isOk() ? Part.of(as(type)) : Part.lacking(problem());
  }

  /** Why it is a refusal. Whoever stands before the API may have answered in a form of its own. */
  public Problem problem() {
    try {
      return JSON.readValue(body, Problem.class).withStatus(status);
    } catch (JacksonException e) {
      return Problem.unexplained(status);
    }
  }
}
