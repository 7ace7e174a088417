package io.botledger.query.console.api;

import io.botledger.query.console.ConsoleSettings;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Where the API is, and the connections to it. */
@Component
public class ApiServer {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
  private static final Duration CONNECTING = Duration.ofSeconds(3);

  /** Longer than the gateway gives a process: what it then says tells more than silence. */
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  private final ConsoleSettings settings;
  private final Environment environment;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  @Autowired
  ApiServer(ConsoleSettings settings, Environment environment) {
    this(settings, environment, ANSWERING);
  }

  /**
   * @param patience with an answer, or with the beginning of one that is passed on
   */
  ApiServer(ConsoleSettings settings, Environment environment, Duration patience) {
    this.settings = settings;
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * An answer, in whole.
   *
   * @throws ApiAway if there is none
   * @throws CredentialRefused if it is a 401
   */
  Answer send(ApiRequest request, String credential, String correlationId) {
    HttpResponse<byte[]> response =
        exchange(request, credential, correlationId, BodyHandlers.ofByteArray());
    return Answer.of(response, new String(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * An answer, taken as the handler says: in whole, or piece by piece.
   *
   * @throws ApiAway if there is none
   * @throws CredentialRefused if it is a 401
   */
  <T> HttpResponse<T> exchange(
      ApiRequest request, String credential, String correlationId, BodyHandler<T> handler) {
    URI address = address();
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(URI.create(address + request.path()))
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + credential)
            .header("X-Correlation-Id", correlationId);
    request.headers().forEach(sent::header);
    String body = request.body();
    if (body == null) {
      sent.method(request.method(), BodyPublishers.noBody());
    } else {
      sent.header(HttpHeaders.CONTENT_TYPE, "application/json");
      sent.method(request.method(), BodyPublishers.ofString(body));
    }
    // The request's own time-out would end with the headers.
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(sent.build(), handler);
    try {
      HttpResponse<T> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() == 401) {
        throw new CredentialRefused();
      }
      return response;
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      log.warn("The API at {} cannot be asked by the console: {}", address, cause.toString());
      throw new ApiAway("Nobody answers at " + address + ".", !isUnconnected(cause), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ApiAway("This process is being stopped.", true, e);
    }
  }

  private static boolean isUnconnected(Throwable failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }

  private URI address() {
    URI configured = settings.api();
    if (configured != null) {
      return configured;
    }
    String scheme =
        environment.containsProperty("server.ssl.bundle") || hasKey() ? "https" : "http";
    return URI.create(
        "%s://127.0.0.1:%s"
            .formatted(scheme, environment.getRequiredProperty("local.server.port")));
  }

  private boolean hasKey() {
    return environment.containsProperty("server.ssl.certificate")
        || environment.containsProperty("server.ssl.key-store");
  }
}
