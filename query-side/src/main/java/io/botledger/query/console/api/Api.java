package io.botledger.query.console.api;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The API for one page: with the credential of whoever is signed in, under the page's own
 * correlation id. It remembers what was asked, so that every page can show it. A controller takes
 * it as a parameter.
 */
public final class Api {
  private final ApiServer server;
  private final String credential;
  private final String correlationId;
  private final List<ApiRequest> asked = new ArrayList<>();

  /** For one page. */
  public Api(ApiServer server, String credential, String correlationId) {
    this.server = server;
    this.credential = credential;
    this.correlationId = correlationId;
  }

  /**
   * Asks it.
   *
   * @throws ApiAway if there is no answer
   * @throws CredentialRefused if the credential is none any more
   */
  public Answer send(ApiRequest request) {
    asked.add(request);
    return server.send(request, credential, correlationId);
  }

  /** The answer to a GET. */
  public Answer get(ApiPath path) {
    return send(ApiRequest.get(path));
  }

  /** What a GET is about, or why it is not shown. */
  public <T> Part<T> read(Class<T> type, ApiPath path) {
    return get(path).part(type);
  }

  /** The answer to a GET of another type than JSON, as it comes. Whoever asks closes it. */
  public HttpResponse<InputStream> open(ApiPath path, String type) {
    return server.exchange(
        ApiRequest.get(path).with("Accept", type),
        credential,
        correlationId,
        BodyHandlers.ofInputStream());
  }

  /**
   * A stream of events, piece by piece as they come, without an end. Whoever asks ends it.
   *
   * @param last the id of the event to go on behind; null: from the present state on
   */
  public HttpResponse<Flow.Publisher<List<ByteBuffer>>> follow(
      ApiPath path, @Nullable String last) {
    ApiRequest request =
        ApiRequest.get(path).with("Accept", "text/event-stream").with("Last-Event-ID", last);
    return server.exchange(request, credential, correlationId, BodyHandlers.ofPublisher());
  }

  /** All that was asked so far. */
  public List<ApiRequest> asked() {
    return List.copyOf(asked);
  }
}
