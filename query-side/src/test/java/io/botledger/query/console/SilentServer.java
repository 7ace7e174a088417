package io.botledger.query.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says so much to whoever connects first, and then nothing, without hanging up. */
public record SilentServer(ServerSocket socket) implements AutoCloseable {

  /** One that says this. */
  public static SilentServer after(String said) throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try {
                Socket client = socket.accept();
                client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return new SilentServer(socket);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
