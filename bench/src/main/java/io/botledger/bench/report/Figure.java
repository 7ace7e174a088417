package io.botledger.bench.report;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured: one value for each round.
 *
 * @param unit such as {@code /s} or {@code ms}
 */
public record Figure(String name, String unit, List<Double> rounds) {

  public Figure {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("No round of " + name);
    }
    rounds = List.copyOf(rounds);
  }

  public double median() {
    return at(0.5);
  }

  public double least() {
    return at(0);
  }

  public double most() {
    return at(1);
  }

  private double at(double part) {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = part * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return Arrays.stream(new int[] {below, above}).mapToDouble(i -> sorted[i]).sum() / 2;
  }
}
