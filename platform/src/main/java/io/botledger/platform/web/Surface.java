package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which of the published APIs a request speaks. */
public enum Surface {
  V1("v1"),
  AI_HUB("ai-hub");

  private final String text;

  Surface(String text) {
    this.text = text;
  }

  /** The name in metadata and audit entries. */
  public String text() {
    return text;
  }

  static Surface of(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/ai-hub/") ? AI_HUB : V1;
  }
}
