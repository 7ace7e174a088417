package io.botledger.application.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Stands where a process of ours would, and answers as it is told. */
final class StubProcess implements AutoCloseable {

  /** What it does with a request. It keeps the connection if it returns true. */
  @FunctionalInterface
  interface Behaviour {
    boolean answer(Received request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server = new ServerSocket();
  private final Queue<Received> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
  private final Behaviour behaviour;

  private StubProcess(int port, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    thread(this::accept);
  }

  static StubProcess that(Behaviour behaviour) {
    return at(0, behaviour);
  }

  static StubProcess at(int port, Behaviour behaviour) {
    try {
      return new StubProcess(port, behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers 200 with this text. */
  static Behaviour says(String text) {
    return (request, out) -> respond(request, out, "200 OK", "", text);
  }

  /** Answers as a process that is being stopped. */
  static Behaviour drains() {
    return (request, out) ->
        respond(request, out, "502 Bad Gateway", "Botledger-Problem: unavailable\r\n", "{}");
  }

  /** Takes the whole request and closes the connection. */
  static Behaviour breaksOff() {
    return (request, out) -> false;
  }

  /** Takes the whole request and says nothing for ever. */
  static Behaviour isSilent() {
    return (request, out) -> {
      new CountDownLatch(1).await();
      return false;
    };
  }

  /** A whole answer, without its body where HEAD asks for it. */
  static boolean respond(
      Received request, OutputStream out, String status, String headers, String body)
      throws IOException {
    out.write(
        "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, body.length(), request.method().equals("HEAD") ? "" : body)
            .getBytes(StandardCharsets.ISO_8859_1));
    return !"close".equals(request.headers().get("connection"));
  }

  int port() {
    return server.getLocalPort();
  }

  /** All that it has got so far. */
  List<Received> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket connection = server.accept();
      connections.add(connection);
      thread(() -> serve(connection));
    }
  }

  private void serve(Socket connection) throws IOException, InterruptedException {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      Received request = Received.from(in);
      while (request != null) {
        requests.add(request);
        if (!behaviour.answer(request, connection.getOutputStream())) {
          return;
        }
        request = Received.from(in);
      }
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // It was closed, or whoever asked has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
