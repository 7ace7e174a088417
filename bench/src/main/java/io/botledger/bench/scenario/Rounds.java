package io.botledger.bench.scenario;

import io.botledger.bench.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects one value a round for each thing that is measured in turn. */
final class Rounds {
  private final Stage stage;
  private final String unit;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  Rounds(Stage stage, String unit) {
    this.stage = stage;
    this.unit = unit;
  }

  void add(String name, double value) {
    values.computeIfAbsent(name, unknown -> new ArrayList<>()).add(value);
    stage.say("%s: %.4g %s".formatted(name, value, unit));
  }

  Figure figure(String name) {
    List<Double> rounds = values.get(name);
    if (rounds == null) {
      throw new IllegalStateException("Not measured: " + name);
    }
    return new Figure(name, unit, rounds);
  }

  /** The same; null if it was not measured. */
  @Nullable Figure figureOrNull(String name) {
    return values.containsKey(name) ? figure(name) : null;
  }
}
