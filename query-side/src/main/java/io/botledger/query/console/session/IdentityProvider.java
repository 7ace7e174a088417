package io.botledger.query.console.session;

import io.botledger.query.console.api.ApiPath;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The identity provider's two addresses. */
@Component
class IdentityProvider {
  private static final Logger log = LoggerFactory.getLogger(IdentityProvider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** In bytes; no cookie could hold a longer token. */
  private static final long LONGEST = 262_144;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LoginSettings settings;
  private final Duration patience;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  @Autowired
  IdentityProvider(LoginSettings settings) {
    this(settings, PATIENCE);
  }

  /**
   * @param patience with its whole answer
   */
  IdentityProvider(LoginSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /** Where a browser is sent. */
  String address(LoginAttempt attempt) {
    return ApiPath.of(String.valueOf(settings.authorizationUri()))
        .with("response_type", "code")
        .with("client_id", settings.clientId())
        .with("redirect_uri", settings.returnUri())
        .with("scope", settings.scope())
        .with("state", attempt.state())
        .with("code_challenge", attempt.challenge())
        .with("code_challenge_method", "S256")
        .toString();
  }

  /** The access token that a code stands for; empty if there is none to be had. */
  Optional<String> token(String code, LoginAttempt attempt) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.returnUri());
    form.put("client_id", String.valueOf(settings.clientId()));
    form.put("code_verifier", attempt.verifier());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Objects.requireNonNull(settings.tokenUri()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(encoded(form)));
    if (settings.clientSecret() != null) {
      request.header("Authorization", basic(settings.clientSecret()));
    }
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request.build(), head -> new LimitedText(LONGEST));
    try {
      HttpResponse<String> answer = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() == 200) {
        JsonNode token = JSON.readTree(answer.body()).path("access_token");
        return token.isString() ? Optional.of(token.asString()) : Optional.empty();
      }
      log.warn("The identity provider gave no token: {}", answer.statusCode());
    } catch (ExecutionException | TimeoutException | JacksonException e) {
      asked.cancel(true);
      log.warn("The identity provider cannot be asked: {}", e.toString());
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** RFC 6749, section 2.3.1: both are encoded before they are put together. */
  private String basic(String secret) {
    String both = encoded(String.valueOf(settings.clientId())) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
