package io.botledger.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A server to ask, and the credential to ask it with.
 *
 * @param key an API key, sent as a bearer token
 */
public record Target(String host, int port, String key) {

  /**
   * From a base URL such as {@code http://127.0.0.1:8080}.
   *
   * @throws IllegalArgumentException if it is not plain HTTP
   */
  public static Target at(String base, String key) {
    URI uri = URI.create(base);
    if (!"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException("Only http:// is measured, not " + base);
    }
    return new Target(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), key);
  }

  /** The bytes of a GET; each further header is a line without its end. */
  public byte[] get(String path, String... headers) {
    return request("GET", path, new byte[0], headers);
  }

  /** The bytes of a POST of JSON. */
  public byte[] post(String path, String json, String... headers) {
    return request("POST", path, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The bytes of a DELETE without a body. */
  public byte[] delete(String path, String... headers) {
    return request("DELETE", path, new byte[0], headers);
  }

  private byte[] request(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
    head.append(host).append(':').append(port);
    head.append("\r\nAuthorization: Bearer ").append(key).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (method.equals("POST")) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length);
      head.append("\r\n");
    }
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }
}
