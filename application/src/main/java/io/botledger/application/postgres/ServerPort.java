package io.botledger.application.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded server's port: chosen once and kept, unless somebody else has it by now. */
final class ServerPort {
  private ServerPort() {}

  /**
   * The port to use, written down. A server that still runs on the directory keeps the one it has.
   */
  static int choose(ServerDirectory directory) throws IOException {
    Path file = directory.data().resolve("postgres.port");
    int kept = read(file);
    int port =
        Postmaster.on(directory.path())
            .map(Postmaster::port)
            .orElse(kept > 0 && isFree(kept) ? kept : anyFree());
    if (port != kept) {
      Files.writeString(file, port + "\n");
    }
    return port;
  }

  private static int read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
