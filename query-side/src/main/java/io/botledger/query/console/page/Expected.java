package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiRequest;
import org.jspecify.annotations.Nullable;

/** How forms become requests. */
public final class Expected {
  private Expected() {}

  /**
   * A request that does something once, to what its sender has seen.
   *
   * @param key made with the form
   * @param deploymentId what was seen to run: an id, {@code none}, or nothing if it was not known
   */
  public static ApiRequest ofEnvironment(
      ApiRequest request, String key, @Nullable String deploymentId) {
    ApiRequest once = once(request, key);
    if (deploymentId == null || deploymentId.isEmpty()) {
      return once;
    }
    return deploymentId.equals("none")
        ? once.with("If-None-Match", "*")
        : once.with("If-Match", '"' + headerText(deploymentId) + '"');
  }

  /**
   * The header that {@link #ofEnvironment} adds, as a line of its own; empty if it adds none.
   *
   * @param deploymentId as there
   */
  public static String condition(String deploymentId) {
    return switch (deploymentId) {
      case "" -> "";
      case "none" -> "If-None-Match: *";
      default -> "If-Match: \"" + deploymentId + '"';
    };
  }

  /**
   * {@link #ofEnvironment} about a version.
   *
   * @param entityTag in quotes; null if it was not known
   */
  public static ApiRequest ofVersion(ApiRequest request, String key, @Nullable String entityTag) {
    return once(request, key)
        .with("If-Match", entityTag == null || entityTag.isEmpty() ? null : headerText(entityTag));
  }

  /** A request that does something once. */
  public static ApiRequest once(ApiRequest request, String key) {
    return request.with("Idempotency-Key", headerText(key));
  }

  /** A form could hold anything, a header cannot. */
  private static String headerText(String text) {
    return text.replaceAll("[^!-~]", "_");
  }
}
