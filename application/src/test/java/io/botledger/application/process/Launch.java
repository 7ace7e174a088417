package io.botledger.application.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a process is started, so that it can be started again in the same way.
 *
 * @param program see {@link Executable}
 * @param heap in MiB, at most
 */
public record Launch(
    List<String> program, Path dataDirectory, int port, int heap, List<String> options) {
  private static final int USUAL_HEAP = 512;

  /** On a port that nobody uses. */
  public static Launch of(Path dataDirectory, String... options) {
    return of(Executable.quick(), dataDirectory, options);
  }

  static Launch of(List<String> program, Path dataDirectory, String... options) {
    return new Launch(program, dataDirectory, freePort(), USUAL_HEAP, List.of(options));
  }

  /** The same where somebody expects it. */
  public Launch onPort(int expected) {
    return new Launch(program, dataDirectory, expected, heap, options);
  }

  /** The same with less memory. */
  public Launch withHeap(int megabytes) {
    return new Launch(program, dataDirectory, port, megabytes, options);
  }

  List<String> command() {
    List<String> command = new ArrayList<>(program);
    command.add(1, "-Xmx" + heap + "m");
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
