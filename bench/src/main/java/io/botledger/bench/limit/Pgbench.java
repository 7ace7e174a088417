package io.botledger.bench.limit;

import io.botledger.bench.load.Load;
import io.botledger.bench.system.Commands;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * PostgreSQL's own load generator, with prepared statements. It is not among the embedded binaries:
 * Debian has it in the package {@code postgresql-contrib} or {@code postgresql-15}.
 */
public final class Pgbench {
  private static final Pattern PER_SECOND = Pattern.compile("(?m)^tps = ([0-9.]+)");
  private static final Pattern FAILED =
      Pattern.compile("(?m)^number of failed transactions: ([0-9]+)");
  private static final int MICROSECONDS = 2;

  private final Path executable;
  private final Path directory;
  private final int port;
  private final String database;

  private Pgbench(Path executable, Path directory, int port, String database) {
    this.executable = executable;
    this.directory = directory;
    this.port = port;
    this.database = database;
  }

  /**
   * For a database on the loopback address that trusts everybody.
   *
   * @param directory for its scripts, which stay, and its logs, which do not
   * @return empty if it is not installed
   */
  public static Optional<Pgbench> on(int port, String database, Path directory) {
    return find().map(executable -> new Pgbench(executable, directory, port, database));
  }

  /** Where it is: on the path, or where Debian puts it. */
  public static Optional<Path> find() {
    List<Path> places = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      places.add(Path.of(folder, "pgbench"));
    }
    try (DirectoryStream<Path> versions =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      versions.forEach(version -> places.add(version.resolve("bin/pgbench")));
    } catch (IOException e) {
      // There is no Debian's PostgreSQL here.
    }
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  /**
   * As many transactions as it can, in a closed loop.
   *
   * @param chatbots how many the clients share
   */
  public Load.Result most(Script script, int firstChatbot, int chatbots, int clients, Duration time)
      throws IOException, InterruptedException {
    return run(script, firstChatbot, chatbots, clients, time, List.of());
  }

  /** Transactions at random times with a fixed mean; latencies count from the time meant. */
  public Load.Result open(
      Script script, int firstChatbot, int chatbots, int clients, double perSecond, Duration time)
      throws IOException, InterruptedException {
    return run(script, firstChatbot, chatbots, clients, time, List.of("--rate", "" + perSecond));
  }

  private Load.Result run(
      Script script, int firstChatbot, int chatbots, int clients, Duration time, List<String> more)
      throws IOException, InterruptedException {
    Path file = directory.resolve(script.name() + "-" + clients + ".pgbench.sql");
    Files.writeString(file, PgbenchScript.of(script, firstChatbot, chatbots / clients));
    Path logs = Files.createTempDirectory(directory, "pgbench-");
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of("--no-vacuum", "--protocol=prepared", "--host=127.0.0.1"));
    command.addAll(List.of("--port=" + port, "--username=postgres", "--file=" + file));
    command.addAll(List.of("--client=" + clients, "--jobs=2", "--time=" + time.toSeconds()));
    command.addAll(List.of("--log", "--log-prefix=" + logs.resolve("times")));
    command.addAll(more);
    command.add(database);
    String said = Commands.run(time.plusSeconds(60), command.toArray(String[]::new));
    Histogram nanos = times(logs);
    Matcher failed = FAILED.matcher(said);
    Matcher perSecond = PER_SECOND.matcher(said);
    if (!perSecond.find() || (failed.find() && !failed.group(1).equals("0"))) {
      throw new IOException("pgbench failed: " + said);
    }
    return new Load.Result(Double.parseDouble(perSecond.group(1)), nanos);
  }

  private static Histogram times(Path logs) throws IOException {
    Histogram nanos = Load.histogram();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
      for (Path file : files) {
        try (var lines = Files.lines(file)) {
          lines.forEach(
              line -> nanos.recordValue(Long.parseLong(line.split(" ")[MICROSECONDS]) * 1_000));
        }
        Files.delete(file);
      }
    }
    Files.delete(logs);
    return nanos;
  }
}
