package io.botledger.bench;

import io.botledger.bench.load.Target;
import io.botledger.bench.report.Report;
import io.botledger.bench.scenario.CommandLatency;
import io.botledger.bench.scenario.CommandsASecond;
import io.botledger.bench.scenario.FirstPages;
import io.botledger.bench.scenario.ManyVersions;
import io.botledger.bench.scenario.Memory;
import io.botledger.bench.scenario.Plan;
import io.botledger.bench.scenario.Processes;
import io.botledger.bench.scenario.Reads;
import io.botledger.bench.scenario.RefusalTimes;
import io.botledger.bench.scenario.Replay;
import io.botledger.bench.scenario.Scenario;
import io.botledger.bench.scenario.Stage;
import io.botledger.bench.scenario.Start;
import io.botledger.bench.scenario.StatementsAndProfile;
import io.botledger.bench.scenario.WriteToVisible;
import io.botledger.bench.system.Installation;
import io.botledger.bench.system.Machine;
import io.botledger.bench.system.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Botledger against the limits of this machine and writes a report. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures Botledger against the limits of this machine and writes a report.")
@SuppressWarnings("NullAway.Init")
public final class Bench implements Callable<Integer> {
  private static final List<Scenario> ALL =
      List.of(
          new CommandsASecond(),
          new CommandLatency(),
          new Reads(),
          new WriteToVisible(),
          new Replay(),
          new ManyVersions(),
          new FirstPages(),
          new Start(),
          new Memory(),
          new Processes(),
          new StatementsAndProfile(),
          new RefusalTimes());

  @Option(
      names = "--only",
      split = ",",
      description = "measure only these: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> only = List.of();

  @Option(names = "--quick", description = "short rounds, to see that all works; no result")
  private boolean quick;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "rounds of figure and limit in turn (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description =
          "how long a round of a load takes; the warm-up is twice that (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "commands a second at which latencies are measured (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description =
          "how many the long history has, but for --quick (default: ${DEFAULT-VALUE}, as the goals say)")
  private long events;

  @Option(
      names = "--base",
      description = "measure the system at this URL instead of one that is started")
  private @Nullable String base;

  @Option(names = "--key", description = "the key for --base, with all grants")
  private @Nullable String key;

  @Option(
      names = "--jvm",
      split = " ",
      defaultValue = "-Xmx192m -Xss512k -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError",
      description =
          "options of the processes' JVM (default: what bin/botledger sets, ${DEFAULT-VALUE})")
  private List<String> jvm;

  @Option(
      names = "--jdk",
      description = "home of the JDK that the processes run on (default: that of the bench)")
  private Path jdk = Path.of(System.getProperty("java.home"));

  @Option(names = "--jdk25", description = "home of a JDK 25, for the start by bin/botledger")
  private @Nullable Path jdk25;

  @Option(
      names = "--report",
      defaultValue = "bench/report",
      description = "where the report goes (default: ${DEFAULT-VALUE})")
  private Path report;

  @Option(
      names = "--work",
      defaultValue = "bench/target/work",
      description = "where databases are made; on a real disk (default: ${DEFAULT-VALUE})")
  private Path work;

  /** Names of all scenarios, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return ALL.stream().map(Scenario::name).iterator();
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    List<Scenario> chosen = chosen();
    Plan plan = Plan.of(quick, rounds, Duration.ofSeconds(seconds), events, rate);
    Installation installation =
        new Installation(Path.of("").toAbsolutePath(), jdk.toAbsolutePath(), jvm);
    Stage stage =
        new Stage(
            installation,
            work.toAbsolutePath(),
            report.toAbsolutePath(),
            plan,
            Optional.ofNullable(base).map(url -> Target.at(url, key == null ? "" : key)),
            Optional.ofNullable(jdk25));
    Files.createDirectories(stage.work());
    Report written = new Report(stage.report(), notice(plan), machine(stage));
    int failed = 0;
    for (Scenario scenario : chosen) {
      System.out.println(scenario.name());
      try {
        written.add(scenario.run(stage));
      } catch (Exception e) {
        failed++;
        e.printStackTrace();
        written.failed(scenario.name(), String.valueOf(e.getMessage()));
      }
      Stage.delete(stage.work().resolve(scenario.name()));
    }
    System.out.println("The report is " + stage.report().resolve("report.md"));
    return failed == 0 ? 0 : 1;
  }

  private List<Scenario> chosen() {
    for (String name : only) {
      if (ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
        throw new IllegalArgumentException("There is no measurement " + name);
      }
    }
    return ALL.stream()
        .filter(scenario -> only.isEmpty() || only.contains(scenario.name()))
        .filter(scenario -> base == null || scenario.takesRunningSystem())
        .toList();
  }

  private static String notice(Plan plan) {
    String how =
        "%s, %d rounds of %d s each where a load is measured."
            .formatted(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                plan.rounds(),
                plan.round().toSeconds());
    if (plan.quick()) {
      return "**A quick run, to see that all works: no result.** " + how;
    }
    return plan.rounds() < 3 ? "**Too few rounds for a result.** " + how : how;
  }

  private static Map<String, String> machine(Stage stage)
      throws IOException, InterruptedException, SQLException {
    Path directory = stage.work().resolve("machine");
    Stage.delete(directory);
    try (Postgres postgres = Postgres.start(directory)) {
      return Machine.describe(stage.work(), postgres, stage.installation());
    } finally {
      Stage.delete(directory);
    }
  }
}
