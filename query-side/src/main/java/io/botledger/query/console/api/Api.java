package io.botledger.query.console.api;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

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

  /** An answer piece by piece as it comes; it may have no end. Whoever asks subscribes to it. */
  public HttpResponse<Flow.Publisher<List<ByteBuffer>>> follow(ApiRequest request) {
    return server.exchange(request, credential, correlationId, BodyHandlers.ofPublisher());
  }

  /** All that was asked so far. */
  public List<ApiRequest> asked() {
    return List.copyOf(asked);
  }
}
