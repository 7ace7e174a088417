package io.botledger.platform.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Which pages of other origins may call the API with a credential that they have: none, unless
 * {@code botledger.cors.allowed-origins} names them ({@code https://host[:port]}, with commas).
 */
@ConfigurationProperties("botledger.cors")
record CorsOrigins(@DefaultValue List<String> allowedOrigins) {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  CorsOrigins {
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  CorsConfiguration configuration() {
    CorsConfiguration configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(allowedOrigins);
    configuration.setAllowedMethods(List.of("GET", "HEAD", "POST", "DELETE"));
    configuration.setAllowedHeaders(
        List.of(
            "Accept",
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Last-Event-ID",
            "Prefer",
            "X-Correlation-Id",
            "x-chatcaptain-key"));
    configuration.setExposedHeaders(
        List.of(
            "Allow",
            "Botledger-Position",
            "Botledger-Problem",
            "Botledger-Reads-Lag",
            "ETag",
            "Idempotency-Replayed",
            "Link",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "X-Correlation-Id"));
    // Credentials are headers that the page must know; no cookie has any meaning here.
    configuration.setAllowCredentials(false);
    configuration.setMaxAge(REMEMBERED);
    return configuration;
  }
}
