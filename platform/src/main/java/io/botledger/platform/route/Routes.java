package io.botledger.platform.route;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;

/**
 * The one table of all operations of the API, and of the side that answers each. A gateway sends
 * them there; a process that gets one of the other side refuses it. What belongs to no side
 * (health, metrics, the API's document) every process answers.
 *
 * <p>Writes, and all that folds the log, are the command side's, which owns the events. Whatever is
 * computed from read models is the query side's, and so is what is done to these.
 */
public final class Routes {

  public static final List<Route> ALL =
      List.of(
          query("GET", "/v1/chatbots"),
          query("GET", "/v1/chatbots/{chatbotId}/versions"),
          command("POST", "/v1/chatbots/{chatbotId}/versions"),
          query("GET", "/v1/chatbots/{chatbotId}/versions/{versionId}"),
          command("DELETE", "/v1/chatbots/{chatbotId}/versions/{versionId}"),
          command("POST", "/v1/chatbots/{chatbotId}/versions/{versionId}/deploy"),
          command("POST", "/v1/chatbots/{chatbotId}/versions/{versionId}/rollback"),
          command("POST", "/v1/chatbots/{chatbotId}/versions/{versionId}/restore"),
          query("GET", "/v1/chatbots/{chatbotId}/versions/{a}/diff/{b}"),
          query("GET", "/v1/chatbots/{chatbotId}/deployments"),
          query("GET", "/v1/chatbots/{chatbotId}/deployments/status"),
          query("GET", "/v1/chatbots/{chatbotId}/environments/{environment}/deployed-version"),
          command("POST", "/v1/chatbots/{chatbotId}/environments/{environment}/rollback"),
          command("DELETE", "/v1/chatbots/{chatbotId}/environments/{environment}/deployment"),
          query("GET", "/v1/audit"),
          query("GET", "/v1/chatbots/{chatbotId}/audit"),
          command("GET", "/v1/events"),
          command("GET", "/v1/chatbots/{chatbotId}/events"),
          command("GET", "/v1/chatbots/{chatbotId}/versions/{versionId}/events"),
          command("GET", "/v1/chatbots/{chatbotId}/versions/{versionId}/events/{sequence}"),
          command("POST", "/v1/chatbots/{chatbotId}/what-if"),
          command("GET", "/v1/capsule"),
          command("GET", "/v1/chatbots/{chatbotId}/capsule"),
          query("GET", "/v1/projections"),
          query("GET", "/v1/projections/{name}"),
          query("POST", "/v1/projections/{name}/rebuild"),
          query("GET", "/v1/projections/{name}/rebuilds/{id}"),
          query("DELETE", "/v1/projections/{name}/rebuilds/{id}"),
          query("POST", "/v1/projections/{name}/verify"),
          query("GET", "/v1/projections/{name}/verifications/{id}"),
          query("GET", "/v1/projections/{name}/dead-letters"),
          query("POST", "/v1/projections/{name}/dead-letters/{id}/retry"),
          query("DELETE", "/v1/projections/{name}/dead-letters/{id}"),
          query("GET", "/v1/projections/{name}/journal"),
          command("POST", "/api/ai-hub/assistant/{assistant_id}/version"),
          query("GET", "/api/ai-hub/assistant/{assistant_id}/versions"),
          query("GET", "/api/ai-hub/assistant/{assistant_id}/deployed-version"),
          command("POST", "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/deploy"),
          command("POST", "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/restore"),
          command("DELETE", "/api/ai-hub/assistant/{assistant_id}/version/{version_id}"));

  private Routes() {}

  /**
   * The operation that a request asks for; empty if there is none.
   *
   * @param method HEAD is a GET's
   * @param path as it was sent
   */
  public static Optional<Route> of(String method, String path) {
    String sought = method.equals("HEAD") ? "GET" : method;
    PathContainer asked = PathContainer.parsePath(path);
    return ALL.stream()
        .filter(route -> route.method().equals(sought) && route.isAt(asked))
        .findFirst();
  }

  /** The methods that a path takes, of whichever side; empty if there is nothing at the path. */
  public static SortedSet<String> methods(String path) {
    PathContainer asked = PathContainer.parsePath(path);
    SortedSet<String> methods = new TreeSet<>();
    for (Route route : ALL) {
      if (route.isAt(asked)) {
        methods.add(route.method());
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return methods;
  }

  private static Route command(String method, String path) {
    return new Route(method, path, Side.COMMAND);
  }

  private static Route query(String method, String path) {
    return new Route(method, path, Side.QUERY);
  }
}
