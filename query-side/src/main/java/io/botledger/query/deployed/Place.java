package io.botledger.query.deployed;

import io.botledger.events.Environment;
import io.botledger.platform.route.Route;
import io.botledger.platform.route.Routes;
import io.botledger.platform.web.Surface;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** An environment of a chatbot, as one of the surfaces tells what runs there. */
public record Place(Surface surface, String chatbotId, Environment environment) {

  /**
   * What a request asks about.
   *
   * @param path as it was sent
   * @return empty if it asks for something else than what runs in an environment
   */
  public static Optional<Place> asked(String method, String path) {
    return Routes.of(method, path)
        .filter(Route::isAnsweredWithoutPostgres)
        .flatMap(route -> named(route.names(path)));
  }

  private static Optional<Place> named(Map<String, String> names) {
    String assistant = names.get("assistant_id");
    if (assistant != null) {
      return Optional.of(new Place(Surface.AI_HUB, assistant, Environment.PROD));
    }
    String chatbot = names.getOrDefault("chatbotId", "");
    return Arrays.stream(Environment.values())
        .filter(environment -> environment.text().equals(names.get("environment")))
        .map(environment -> new Place(Surface.V1, chatbot, environment))
        .findFirst();
  }

  /** For a file's name; with the form of the content, which a later release may change. */
  String fileName() {
    return "deployed-version/1/%s/%s/%s".formatted(surface.text(), environment.text(), chatbotId);
  }
}
