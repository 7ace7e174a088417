package io.botledger.query.console.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API, without the credential.
 *
 * @param body JSON text; null: none
 * @param headers those beside the credential, in their order
 */
public record ApiRequest(
    String method, String path, @Nullable String body, Map<String, String> headers) {

  public static ApiRequest get(ApiPath path) {
    return new ApiRequest("GET", path.toString(), null, Map.of());
  }

  public static ApiRequest post(ApiPath path, String body) {
    return new ApiRequest("POST", path.toString(), body, Map.of());
  }

  public static ApiRequest delete(ApiPath path, String body) {
    return new ApiRequest("DELETE", path.toString(), body, Map.of());
  }

  /** With a header, unless its value is null. */
  public ApiRequest with(String header, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiRequest(method, path, body, more);
  }

  /**
   * What one would type to send it. The place of the server is where the browser has found the
   * console; the key is never in it.
   */
  public Curl curl() {
    StringBuilder options = new StringBuilder();
    if (!method.equals("GET")) {
      options.append(" -X ").append(method);
    }
    StringBuilder rest = new StringBuilder(" -H \"Authorization: Bearer $KEY\"");
    headers.forEach((name, value) -> rest.append(" -H ").append(quoted(name + ": " + value)));
    if (body != null) {
      rest.append(" -H 'Content-Type: application/json' -d ").append(quoted(body));
    }
    return new Curl("curl -s" + options + " '", path.replace("'", "%27"), "'" + rest);
  }

  /** A command, with the server's place between the first two parts. */
  public record Curl(String before, String path, String after) {}

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
