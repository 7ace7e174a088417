package io.botledger.query.console.page;

import io.botledger.query.console.api.ApiRequest;

/** What somebody has seen, as a condition of the API's: else nothing is done. */
public final class Expected {
  private Expected() {}

  /**
   * What was seen to run in an environment.
   *
   * @param deploymentId an id, {@code none}, or nothing if it was not known
   */
  public static ApiRequest ofEnvironment(ApiRequest request, String deploymentId) {
    return switch (deploymentId) {
      case "" -> request;
      case "none" -> request.with("If-None-Match", "*");
      default -> request.with("If-Match", '"' + headerText(deploymentId) + '"');
    };
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
   * How a version was seen.
   *
   * @param entityTag in quotes; empty if it was not known
   */
  public static ApiRequest ofVersion(ApiRequest request, String entityTag) {
    return request.with("If-Match", entityTag.isEmpty() ? null : headerText(entityTag));
  }

  /** A form could hold anything, a header cannot. */
  static String headerText(String text) {
    return text.replaceAll("[^!-~]", "_");
  }
}
