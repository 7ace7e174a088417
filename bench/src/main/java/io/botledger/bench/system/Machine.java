package io.botledger.bench.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The machine, described: without it no figure can be compared with another one. */
public final class Machine {
  private static final int FLUSHES = 200;

  private Machine() {}

  /**
   * What it is made of, by name.
   *
   * @param directory where the data are
   * @param postgres a server with the settings that all of them have
   */
  public static Map<String, String> describe(
      Path directory, Postgres postgres, Installation installation)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", first("/proc/cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", first("/proc/meminfo", "MemTotal"));
    facts.put("load before", Files.readString(Path.of("/proc/loadavg")).strip());
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("disk", disk(directory));
    facts.put("a write of 8 KiB with fsync", flushTime(directory));
    facts.put(
        "JDK of the processes",
        first(installation.java().resolve("release").toString(), "JAVA_RUNTIME_VERSION")
            + ", options: "
            + String.join(" ", installation.options()));
    facts.put("JDK of the bench", System.getProperty("java.runtime.version", ""));
    facts.put("PostgreSQL", postgres.ask("postgres", "show server_version").get(0));
    for (String setting :
        new String[] {
          "fsync", "full_page_writes", "synchronous_commit", "shared_buffers", "max_wal_size"
        }) {
      facts.put("· " + setting, postgres.ask("postgres", "show " + setting).get(0));
    }
    facts.put("revision", revision(installation.root()));
    return facts;
  }

  private static String first(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.split("[:=]", 2)[1].strip().replace("\"", ""))
        .findFirst()
        .orElse("unknown");
  }

  private static String disk(Path directory) throws IOException {
    var store = Files.getFileStore(directory);
    return "%s (%s)".formatted(store.name(), store.type());
  }

  /** As PostgreSQL's log does it, 200 times. */
  private static String flushTime(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "flush", "");
    long[] nanos = new long[FLUSHES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(FLUSHES * 8_192));
      channel.force(true);
      for (int i = 0; i < FLUSHES; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(8_192), i * 8_192L);
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(nanos);
    return "median %.2f ms, p99 %.2f ms"
        .formatted(nanos[FLUSHES / 2] / 1e6, nanos[FLUSHES * 99 / 100] / 1e6);
  }

  private static String revision(Path root) throws InterruptedException {
    try {
      String git = root.toString();
      Duration soon = Duration.ofSeconds(10);
      String changes = Commands.run(soon, "git", "-C", git, "status", "--porcelain");
      return Commands.run(soon, "git", "-C", git, "rev-parse", "--short", "HEAD").strip()
          + (changes.isBlank() ? "" : ", with changes");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** A line of {@code /proc/<pid>/status} or {@code smaps_rollup}, in MiB; empty off Linux. */
  public static Optional<Double> mebibytes(long pid, String file, String name) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/" + file)).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
