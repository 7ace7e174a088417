package io.botledger.platform.route;

import static io.botledger.platform.grant.Permission.API_KEYS_MANAGE;
import static io.botledger.platform.grant.Permission.AUDIT_READ;
import static io.botledger.platform.grant.Permission.DEPLOYED_VERSION_READ;
import static io.botledger.platform.grant.Permission.DEPLOYMENTS_STATUS;
import static io.botledger.platform.grant.Permission.EVENTS_READ;
import static io.botledger.platform.grant.Permission.PROJECTIONS_MANAGE;
import static io.botledger.platform.grant.Permission.VERSIONS_CREATE;
import static io.botledger.platform.grant.Permission.VERSIONS_DELETE;
import static io.botledger.platform.grant.Permission.VERSIONS_DEPLOY;
import static io.botledger.platform.grant.Permission.VERSIONS_LIST;
import static io.botledger.platform.route.Scope.CHATBOT;
import static io.botledger.platform.route.Scope.ENVIRONMENT;
import static io.botledger.platform.route.Scope.ENVIRONMENTS_WITHIN_GRANTS;
import static io.botledger.platform.route.Scope.ENVIRONMENT_IN_BODY;
import static io.botledger.platform.route.Scope.EVERYTHING;
import static io.botledger.platform.route.Scope.WITHIN_GRANTS;

import io.botledger.platform.grant.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;

/**
 * The one table of all operations of the API, of the side that answers each, and of the permission
 * that it takes; none can be written down here without one. A gateway sends them to their side; a
 * process that gets one of the other side refuses it. What belongs to no side (health, metrics, the
 * API's document) every process answers.
 *
 * <p>Writes, and all that folds the log, are the command side's, which owns the events. Whatever is
 * computed from read models is the query side's, and so is what is done to these.
 */
public final class Routes {

  public static final List<Route> ALL =
      List.of(
          query("GET", "/v1/chatbots", VERSIONS_LIST, WITHIN_GRANTS),
          query("GET", "/v1/chatbots/{chatbotId}/versions", VERSIONS_LIST, CHATBOT),
          command("POST", "/v1/chatbots/{chatbotId}/versions", VERSIONS_CREATE, CHATBOT),
          query("GET", "/v1/chatbots/{chatbotId}/versions/{versionId}", VERSIONS_LIST, CHATBOT),
          command(
              "DELETE", "/v1/chatbots/{chatbotId}/versions/{versionId}", VERSIONS_DELETE, CHATBOT),
          command(
              "POST",
              "/v1/chatbots/{chatbotId}/versions/{versionId}/deploy",
              VERSIONS_DEPLOY,
              ENVIRONMENT_IN_BODY),
          command(
              "POST",
              "/v1/chatbots/{chatbotId}/versions/{versionId}/rollback",
              VERSIONS_DEPLOY,
              ENVIRONMENT_IN_BODY),
          command(
              "POST",
              "/v1/chatbots/{chatbotId}/versions/{versionId}/restore",
              VERSIONS_DELETE,
              CHATBOT),
          query("GET", "/v1/chatbots/{chatbotId}/versions/{a}/diff/{b}", VERSIONS_LIST, CHATBOT),
          query("GET", "/v1/chatbots/{chatbotId}/deployments", AUDIT_READ, CHATBOT),
          query("GET", "/v1/chatbots/{chatbotId}/deployments/status", DEPLOYMENTS_STATUS, CHATBOT),
          query(
              "GET",
              "/v1/chatbots/{chatbotId}/environments/{environment}/deployed-version",
              DEPLOYED_VERSION_READ,
              ENVIRONMENT),
          query(
              "GET",
              "/v1/chatbots/{chatbotId}/stream",
              DEPLOYED_VERSION_READ,
              ENVIRONMENTS_WITHIN_GRANTS),
          command(
              "POST",
              "/v1/chatbots/{chatbotId}/environments/{environment}/rollback",
              VERSIONS_DEPLOY,
              ENVIRONMENT),
          command(
              "DELETE",
              "/v1/chatbots/{chatbotId}/environments/{environment}/deployment",
              VERSIONS_DEPLOY,
              ENVIRONMENT),
          query("GET", "/v1/audit", AUDIT_READ, WITHIN_GRANTS),
          query("GET", "/v1/audit/stream", AUDIT_READ, WITHIN_GRANTS),
          query("GET", "/v1/chatbots/{chatbotId}/audit", AUDIT_READ, CHATBOT),
          command("POST", "/v1/api-keys", API_KEYS_MANAGE, EVERYTHING),
          command("GET", "/v1/api-keys", API_KEYS_MANAGE, EVERYTHING),
          command("DELETE", "/v1/api-keys/{keyId}", API_KEYS_MANAGE, EVERYTHING),
          command("GET", "/v1/events", EVENTS_READ, EVERYTHING),
          command("GET", "/v1/chatbots/{chatbotId}/events", EVENTS_READ, CHATBOT),
          command(
              "GET", "/v1/chatbots/{chatbotId}/versions/{versionId}/events", EVENTS_READ, CHATBOT),
          command(
              "GET",
              "/v1/chatbots/{chatbotId}/versions/{versionId}/events/{sequence}",
              EVENTS_READ,
              CHATBOT),
          command("POST", "/v1/chatbots/{chatbotId}/what-if", PROJECTIONS_MANAGE, CHATBOT),
          command("GET", "/v1/capsule", EVENTS_READ, EVERYTHING),
          command("GET", "/v1/chatbots/{chatbotId}/capsule", EVENTS_READ, CHATBOT),
          query("GET", "/v1/projections", PROJECTIONS_MANAGE, EVERYTHING),
          query("GET", "/v1/projections/{name}", PROJECTIONS_MANAGE, EVERYTHING),
          query("POST", "/v1/projections/{name}/rebuild", PROJECTIONS_MANAGE, EVERYTHING),
          query("GET", "/v1/projections/{name}/rebuilds/{id}", PROJECTIONS_MANAGE, EVERYTHING),
          query("DELETE", "/v1/projections/{name}/rebuilds/{id}", PROJECTIONS_MANAGE, EVERYTHING),
          query("POST", "/v1/projections/{name}/verify", PROJECTIONS_MANAGE, EVERYTHING),
          query("GET", "/v1/projections/{name}/verifications/{id}", PROJECTIONS_MANAGE, EVERYTHING),
          query("GET", "/v1/projections/{name}/dead-letters", PROJECTIONS_MANAGE, EVERYTHING),
          query(
              "POST",
              "/v1/projections/{name}/dead-letters/{id}/retry",
              PROJECTIONS_MANAGE,
              EVERYTHING),
          query(
              "DELETE", "/v1/projections/{name}/dead-letters/{id}", PROJECTIONS_MANAGE, EVERYTHING),
          query("GET", "/v1/projections/{name}/journal", PROJECTIONS_MANAGE, EVERYTHING),
          command("POST", "/api/ai-hub/assistant/{assistant_id}/version", VERSIONS_CREATE, CHATBOT),
          query("GET", "/api/ai-hub/assistant/{assistant_id}/versions", VERSIONS_LIST, CHATBOT),
          query(
              "GET",
              "/api/ai-hub/assistant/{assistant_id}/deployed-version",
              VERSIONS_LIST,
              CHATBOT),
          command(
              "POST",
              "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/deploy",
              VERSIONS_DEPLOY,
              ENVIRONMENT),
          command(
              "POST",
              "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/restore",
              VERSIONS_DELETE,
              CHATBOT),
          command(
              "DELETE",
              "/api/ai-hub/assistant/{assistant_id}/version/{version_id}",
              VERSIONS_DELETE,
              CHATBOT));

  /** A name takes one segment of a path: no other depth can match. */
  private static final Map<Long, List<Route>> BY_DEPTH =
      ALL.stream().collect(Collectors.groupingBy(route -> depth(route.path())));

  private Routes() {}

  private static long depth(String path) {
    return path.chars().filter(character -> character == '/').count();
  }

  /** Those at a path, with whichever method. */
  private static Stream<Route> at(String path) {
    PathContainer asked = PathContainer.parsePath(path);
    return BY_DEPTH.getOrDefault(depth(path), List.of()).stream()
        .filter(route -> route.isAt(asked));
  }

  /**
   * The operation that a request asks for; empty if there is none.
   *
   * @param method HEAD is a GET's
   * @param path as it was sent
   */
  public static Optional<Route> of(String method, String path) {
    String sought = method.equals("HEAD") ? "GET" : method;
    return at(path).filter(route -> route.method().equals(sought)).findFirst();
  }

  /** The methods that a path takes, of whichever side; empty if there is nothing at the path. */
  public static SortedSet<String> methods(String path) {
    SortedSet<String> methods =
        at(path).map(Route::method).collect(Collectors.toCollection(TreeSet::new));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return methods;
  }

  private static Route command(String method, String path, Permission permission, Scope scope) {
    return new Route(method, path, Side.COMMAND, permission, scope);
  }

  private static Route query(String method, String path, Permission permission, Scope scope) {
    return new Route(method, path, Side.QUERY, permission, scope);
  }
}
