package io.botledger.platform.route;

import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/** An operation: method and path, the side that answers it, and what a caller needs for it. */
public final class Route {
  private final String method;
  private final PathPattern path;
  private final Side side;
  private final Permission permission;
  private final Scope scope;

  Route(String method, String path, Side side, Permission permission, Scope scope) {
    this.method = method;
    this.path = PathPatternParser.defaultInstance.parse(path);
    this.side = side;
    this.permission = permission;
    this.scope = scope;
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

  public Permission permission() {
    return permission;
  }

  public Scope scope() {
    return scope;
  }

  /** Whether it goes on being answered, by what was known last, while PostgreSQL is away. */
  public boolean isAnsweredWithoutPostgres() {
    return path().endsWith("/deployed-version");
  }

  /** The names in a path that is this route's, decoded. */
  public Map<String, String> names(String asked) {
    PathMatchInfo match = path.matchAndExtract(PathContainer.parsePath(asked));
    return match == null ? Map.of() : match.getUriVariables();
  }

  /**
   * What the permission must be there for, if it is not; empty if it is. Decided from the names in
   * the path alone.
   *
   * @param asked a path that is this route's, as it was sent
   */
  public Optional<Resource> lacking(Grants grants, String asked) {
    Map<String, String> names = names(asked);
    return scope.isWithin(grants, permission, names)
        ? Optional.empty()
        : Optional.of(scope.resource(names));
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
