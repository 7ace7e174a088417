package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place that writes refusals: RFC 9457 problem documents for {@code /v1}, AI Hub's own form
 * under {@code /api/ai-hub}. Both name the code in the header {@code Botledger-Problem} too.
 */
@Component
public class Problems {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Writes the refusal as the whole answer. Nothing may have been written before. */
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    boolean aiHub = Surface.of(request) == Surface.AI_HUB;
    // Whatever was there before may have been reset, or no filter was asked.
    SecurityHeaders.write(request, response);
    response.setStatus(refusal.status());
    response.setHeader("Botledger-Problem", refusal.code().text());
    response.setHeader(RequestContext.CORRELATION_HEADER, RequestContext.correlationId(request));
    response.setHeader("Cache-Control", "no-store");
    if (refusal.retryAfterSeconds() != null) {
      response.setHeader("Retry-After", refusal.retryAfterSeconds().toString());
    }
    byte[] body =
        JSON.writeValueAsBytes(
            aiHub
                ? aiHub(refusal)
                : document(
                    request.getMethod(),
                    request.getRequestURI(),
                    RequestContext.correlationId(request),
                    refusal));
    response.setContentType(aiHub ? "application/json" : "application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static Map<String, Object> aiHub(Refusal refusal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", refusal.message());
    if (!refusal.issues().isEmpty()) {
      body.put("issues", refusal.issues());
    }
    return body;
  }

  /**
   * The problem document of {@code /v1}.
   *
   * @param method of the request that is refused
   * @param path of the same
   */
  public static Map<String, @Nullable Object> document(
      String method, String path, String correlationId, Refusal refusal) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", "urn:botledger:problem:" + refusal.code().text());
    body.put("title", HttpStatus.valueOf(refusal.status()).getReasonPhrase());
    body.put("status", refusal.status());
    body.put("detail", refusal.message());
    body.put("instance", path);
    body.put("code", refusal.code().text());
    body.put("error", refusal.message());
    if (!refusal.issues().isEmpty()) {
      body.put("issues", refusal.issues());
    }
    body.put("correlationId", correlationId);
    body.putAll(refusal.members());
    PublishedFlags.of(method, path).ifPresent(member -> body.put(member, false));
    return body;
  }
}
