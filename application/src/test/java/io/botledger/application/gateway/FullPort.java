package io.botledger.application.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that takes no further connection and refuses none: as if the machine were gone. */
record FullPort(ServerSocket server, List<Socket> waiting) implements AutoCloseable {
  private static final int SHORT = 100;

  /** Fills the queue of a server that accepts nobody. */
  static FullPort open() {
    try {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      List<Socket> waiting = new ArrayList<>();
      while (true) {
        Socket next = new Socket();
        waiting.add(next);
        try {
          next.connect(
              new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), SHORT);
        } catch (SocketTimeoutException e) {
          return new FullPort(server, waiting);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : waiting) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
