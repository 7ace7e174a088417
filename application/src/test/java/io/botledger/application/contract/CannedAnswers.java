package io.botledger.application.contract;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A server that answers whatever it is told to, so that the contract client meets wrong answers.
 */
final class CannedAnswers implements AutoCloseable {

  record Canned(int status, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private volatile Canned next = new Canned(500, Map.of(), "");

  CannedAnswers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          Canned canned = next;
          canned.headers().forEach(exchange.getResponseHeaders()::set);
          byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void next(Canned canned) {
    next = canned;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
