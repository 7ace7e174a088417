package io.botledger.command.version;

import io.botledger.platform.web.Caller;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who did something, as it stands in the metadata of commands and events. */
public final class Actor {

  /** The metadata entry. */
  public static final String KEY = "actor";

  private Actor() {}

  /** The entry's value. */
  public static Map<String, String> of(Caller caller) {
    Map<String, String> actor = new LinkedHashMap<>();
    actor.put("name", caller.name());
    actor.put("kind", caller.kind());
    actor.put("credential", caller.credentialId());
    return actor;
  }

  /** The actor's name; {@code ""} if there is none. */
  public static String nameIn(Map<String, ?> metadata) {
    return metadata.get(KEY) instanceof Map<?, ?> actor && actor.get("name") instanceof String name
        ? name
        : "";
  }
}
