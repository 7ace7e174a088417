package io.botledger.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers every request in the same way. */
final class StubServer implements AutoCloseable {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  private static final long STALL_BEGINS = 300;

  private final ServerSocket entrance;
  private final Map<Socket, Boolean> sockets = new ConcurrentHashMap<>();
  private final String answer;
  private final long stall;
  private final boolean once;
  private final long start = System.nanoTime();

  private StubServer(String answer, long stall, boolean once) throws IOException {
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    this.stall = stall;
    this.once = once;
    daemon(this::accept);
  }

  /** One that answers at once, but nobody from 300 ms on, for so many milliseconds. */
  static StubServer standingStill(long milliseconds) throws IOException {
    return new StubServer(ANSWER, milliseconds, false);
  }

  /** One that gives this answer and closes. */
  static StubServer answering(String answer) throws IOException {
    return new StubServer(answer, 0, true);
  }

  Target target() {
    return new Target("127.0.0.1", entrance.getLocalPort(), "key");
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket socket = entrance.accept();
        sockets.put(socket, true);
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          awaitEndOfStall();
          out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
          out.flush();
          if (once) {
            return;
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone, or the test is over.
    }
  }

  private void awaitEndOfStall() throws InterruptedException {
    long passed = (System.nanoTime() - start) / 1_000_000;
    if (passed >= STALL_BEGINS && passed < STALL_BEGINS + stall) {
      Thread.sleep(STALL_BEGINS + stall - passed);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "stub-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets.keySet()) {
      socket.close();
    }
  }
}
