package io.botledger.application.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL's first process, as {@code postmaster.pid} in its directory names it. */
record Postmaster(ProcessHandle process, int port) {

  /** Lines of {@code postmaster.pid} (PostgreSQL, miscadmin.h). */
  private static final int PID = 0;

  private static final int PORT = 3;

  /** The server that runs on the directory, if one does. */
  static Optional<Postmaster> on(Path directory) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file(directory));
    } catch (IOException e) {
      return Optional.empty();
    }
    if (lines.size() <= PORT) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(lines.get(PORT).strip());
      return ProcessHandle.of(Long.parseLong(lines.get(PID).strip()))
          .map(process -> new Postmaster(process, port))
          .filter(Postmaster::isRunning);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Forgets a server that is gone for good but whose number another process has by now (usual in
   * containers), or whose own process nobody has buried: PostgreSQL would take it for a running one
   * and not start. That none of the old server's processes is left is still checked by PostgreSQL
   * itself, by the shared memory that belongs to the directory.
   */
  static void forgetStale(Path directory) throws IOException {
    if (on(directory).isEmpty()) {
      Files.deleteIfExists(file(directory));
    }
  }

  /** Neither ended nor a process of another program; one that only waits to be buried has none. */
  boolean isRunning() {
    return process.isAlive()
        && process
            .info()
            .command()
            .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
            .orElse(false);
  }

  /** Waits for its end. Returns whether it ended in time. */
  boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      process.onExit().get(timeout, unit);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !isRunning();
    }
  }

  private static Path file(Path directory) {
    return directory.resolve("postmaster.pid");
  }
}
