package io.botledger.application.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a process is started, so that it can be started again in the same way.
 *
 * @param heap in MiB, at most
 */
public record Launch(Path dataDirectory, int port, int heap, List<String> options) {
  private static final int USUAL_HEAP = 512;

  /** On a port that nobody uses. */
  public static Launch of(Path dataDirectory, String... options) {
    return new Launch(dataDirectory, freePort(), USUAL_HEAP, List.of(options));
  }

  /** The same with less memory. */
  public Launch withHeap(int megabytes) {
    return new Launch(dataDirectory, port, megabytes, options);
  }

  List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap + "m"));
    String jar = System.getProperty("botledger.jar", "");
    command.addAll(
        Files.isRegularFile(Path.of(jar))
            ? List.of("-jar", jar)
            : List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.botledger.application.Botledger"));
    command.add("--server.port=" + port);
    command.add("--botledger.data-dir=" + dataDirectory);
    command.addAll(options);
    return command;
  }

  /**
   * Below those that systems use for outgoing connections, one of which could otherwise take the
   * port between the end of a process and its next start.
   */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
  }
}
