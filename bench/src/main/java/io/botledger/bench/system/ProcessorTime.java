package io.botledger.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Time that processors were busy, in seconds of one processor.
 *
 * @param servers with Botledger's processes
 * @param others with all else on this machine
 */
public record ProcessorTime(double servers, double others) {

  /** Of the kernel's clock ticks, which programs are always told in hundredths (proc(5)). */
  private static final double TICKS = 100;

  /** Since the processes and the machine were started. */
  public static ProcessorTime of(List<Server> servers) throws IOException {
    double own = 0;
    for (Server server : servers) {
      String stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
      // Behind the name, which may have anything in it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      own += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }
    String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split(" +");
    long busy = Arrays.stream(all, 1, 8).mapToLong(Long::parseLong).sum();
    long idle = Long.parseLong(all[4]) + Long.parseLong(all[5]);
    return new ProcessorTime(own, (busy - idle) / TICKS - own);
  }

  /** What has been spent since. */
  public ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(servers - before.servers, others - before.others);
  }
}
