package io.botledger.platform.json;

import tools.jackson.databind.json.JsonMapper;

/** Operations of a JSON patch (RFC 6902) as text: values keep the literals that they had. */
public final class Patch {
  private static final JsonMapper JSON = new JsonMapper();

  private Patch() {}

  /** A whole patch. */
  public static String of(String... operations) {
    return "[" + String.join(",", operations) + "]";
  }

  /**
   * Adds a member or element.
   *
   * @param value JSON text
   */
  public static String add(String path, String value) {
    return operation("add", path) + ",\"value\":" + value + "}";
  }

  /**
   * Replaces a value that is there.
   *
   * @param value JSON text
   */
  public static String replace(String path, String value) {
    return operation("replace", path) + ",\"value\":" + value + "}";
  }

  /** Removes what is there. */
  public static String remove(String path) {
    return operation("remove", path) + "}";
  }

  /** A member's name as a token of a JSON pointer (RFC 6901, section 3). */
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String operation(String operation, String path) {
    return "{\"op\":\"" + operation + "\",\"path\":" + JSON.writeValueAsString(path);
  }
}
