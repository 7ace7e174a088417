package io.botledger.bench.scenario;

import io.botledger.bench.limit.Trip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request came to, by pool: the least of all samples. */
final class TripCount {
  private final Map<String, int[]> least = new LinkedHashMap<>();
  private final List<Map<String, int[]>> samples = new ArrayList<>();
  private List<Trip> last = List.of();

  void add(List<Trip> trips) {
    Map<String, int[]> sample = new LinkedHashMap<>();
    for (Trip trip : trips) {
      int[] counts = sample.computeIfAbsent(trip.application(), unknown -> new int[2]);
      counts[0] += trip.statements().size();
      counts[1]++;
    }
    samples.add(sample);
    least.clear();
    for (String application : sample.keySet()) {
      int[] counts = {Integer.MAX_VALUE, Integer.MAX_VALUE};
      for (Map<String, int[]> one : samples) {
        int[] other = one.getOrDefault(application, new int[2]);
        counts[0] = Math.min(counts[0], other[0]);
        counts[1] = Math.min(counts[1], other[1]);
      }
      if (counts[1] > 0) {
        least.put(application, counts);
      }
    }
    last = trips;
  }

  List<Trip> last() {
    return last;
  }

  String ofCommands() {
    int[] counts = least.get(Traced.COMMANDS);
    return counts == null ? "" : counts[0] + ", " + counts[1];
  }

  String ofOthers() {
    List<String> others = new ArrayList<>();
    least.forEach(
        (application, counts) -> {
          if (!application.equals(Traced.COMMANDS)) {
            others.add("%s: %d, %d".formatted(application, counts[0], counts[1]));
          }
        });
    return String.join("; ", others);
  }
}
