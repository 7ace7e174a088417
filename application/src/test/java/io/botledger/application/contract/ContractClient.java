package io.botledger.application.contract;

import io.botledger.platform.web.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An HTTP client that holds <em>every</em> answer against the OpenAPI document and fails with an
 * {@link AssertionError} that names operation, status and violation. What is outside the document
 * (health, metrics, Swagger UI) is asked for with another client.
 *
 * <p>May be shared by threads.
 */
public final class ContractClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final HttpClient http;
  private final URI base;
  private final @Nullable String key;
  private final Contract contract;

  /**
   * @param base scheme, host and port
   * @param key sent as {@code Authorization: Bearer}; null sends none
   */
  public ContractClient(URI base, @Nullable String key) {
    this(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        base,
        key,
        OfBotledger.CONTRACT);
  }

  ContractClient(URI base, @Nullable String key, Contract contract) {
    this(HttpClient.newHttpClient(), base, key, contract);
  }

  private ContractClient(HttpClient http, URI base, @Nullable String key, Contract contract) {
    this.http = http;
    this.base = base;
    this.key = key;
    this.contract = contract;
  }

  /** The same client with another key, or with none. */
  public ContractClient withKey(@Nullable String otherKey) {
    return new ContractClient(http, base, otherKey, contract);
  }

  /**
   * @param path with its query, percent-encoded
   * @param headers names and values in turn
   */
  public Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /**
   * All elements of a list, page after page, by the links to the next one.
   *
   * @param first the first page's path
   * @param member the list's name in each page
   */
  public List<JsonNode> pages(String first, String member) {
    List<JsonNode> all = new ArrayList<>();
    for (String path = first; !path.isEmpty(); ) {
      Answer page = get(path);
      page.body().at("/" + member).forEach(all::add);
      path = page.link("next");
    }
    return all;
  }

  /** Sends a JSON text. */
  public Answer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), withJson(headers));
  }

  /** Sends no body. */
  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  /** Sends no body. */
  public Answer delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  /** Sends anything as it stands; without a content type unless one is given. */
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString() + path))
            .timeout(TIMEOUT)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<String> response = exchange(request.build());
    boolean isJson =
        response
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .matches("application/(problem\\+)?json.*");
    Answer answer =
        new Answer(
            response.statusCode(),
            response.headers(),
            isJson ? json(response.body()) : MissingNode.getInstance(),
            response.body());
    contract.check(method, path.split("\\?", 2)[0], answer);
    return answer;
  }

  /** Listens to a stream of events, which is held against the document as it is {@link #told}. */
  public EventStream listen(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base.toString() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return EventStream.open(http, request.build());
  }

  /** What an event of a chatbot's stream says, which is as the document says. */
  public JsonNode told(EventStream.Event event) {
    return told("/v1/chatbots/{chatbotId}/stream", event);
  }

  /** The same of another stream, by its path in the document. */
  public JsonNode told(String stream, EventStream.Event event) {
    JsonNode data = json(event.data());
    contract.checkEvent(stream, data);
    return data;
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for an answer.", e);
    }
  }

  /** Reads JSON as answers are read. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new AssertionError("The answer is no proper JSON: " + text, e);
    }
  }

  private static String[] withJson(String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return all;
  }

  /** Read once: there are many clients. */
  private static final class OfBotledger {
    private static final Contract CONTRACT = new Contract(Document.ofBotledger());
  }
}
