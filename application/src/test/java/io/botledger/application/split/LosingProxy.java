package io.botledger.application.split;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/**
 * Carries requests to a process and loses every answer: as soon as its first byte is there, and so
 * everything is committed, the connection is cut.
 */
final class LosingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final URI target;
  private final Runnable whenAnswered;

  private LosingProxy(ServerSocket listening, URI target, Runnable whenAnswered) {
    this.listening = listening;
    this.target = target;
    this.whenAnswered = whenAnswered;
  }

  /**
   * Starts one.
   *
   * @param whenAnswered done before the connection is cut
   */
  static LosingProxy before(URI target, Runnable whenAnswered) throws IOException {
    LosingProxy proxy =
        new LosingProxy(
            new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), target, whenAnswered);
    daemon(proxy::accept);
    return proxy;
  }

  URI url() {
    return URI.create("http://localhost:" + listening.getLocalPort());
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      daemon(() -> carry(client));
    }
  }

  private void carry(Socket client) throws IOException {
    try (client;
        Socket server = new Socket(target.getHost(), target.getPort())) {
      daemon(() -> client.getInputStream().transferTo(server.getOutputStream()));
      InputStream answer = server.getInputStream();
      if (answer.read() >= 0) {
        whenAnswered.run();
      }
      client.setSoLinger(true, 0); // A reset, not an end.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | UncheckedIOException e) {
                // The other end is closed: nothing is left to be carried.
              }
            },
            "losing-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
