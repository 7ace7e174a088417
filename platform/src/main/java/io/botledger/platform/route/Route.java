package io.botledger.platform.route;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** An operation: method and path, and the side that answers it. */
public final class Route {
  private final String method;
  private final PathPattern path;
  private final Side side;

  Route(String method, String path, Side side) {
    this.method = method;
    this.path = PathPatternParser.defaultInstance.parse(path);
    this.side = side;
  }

  public String method() {
    return method;
  }

  /** As in the API's document, such as {@code /v1/chatbots/{chatbotId}/versions}. */
  public String path() {
    return path.getPatternString();
  }

  public Side side() {
    return side;
  }

  /** Matches as Spring's own mapping does: names of a path are decoded one by one. */
  boolean isAt(PathContainer asked) {
    return path.matches(asked);
  }

  @Override
  public String toString() {
    return method + " " + path();
  }
}
