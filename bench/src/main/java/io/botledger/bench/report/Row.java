package io.botledger.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside its limit, and the goal.
 *
 * @param limit measured in the same rounds, the figure's first round right beside the limit's first
 */
public record Row(Figure figure, @Nullable Figure limit, Goal goal) {

  /** Head of the table. */
  static final String HEAD =
      """
      | figure | median | least – most | limit | its median | least – most | ratio | goal | |
      |---|---:|---:|---|---:|---:|---:|---|---|
      """;

  /** Figure over limit: the median of the rounds' ratios; empty without a limit. */
  public Optional<Figure> ratio() {
    if (limit == null) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(figure.rounds().size(), limit.rounds().size()); i++) {
      ratios.add(figure.rounds().get(i) / limit.rounds().get(i));
    }
    return Optional.of(new Figure("ratio", "", ratios));
  }

  /** {@code met}, {@code missed}, {@code no limit here} or nothing. */
  public String verdict() {
    if (goal instanceof Goal.None) {
      return "";
    }
    if (goal.needsLimit() && limit == null) {
      return "no limit here";
    }
    boolean met = goal.isMet(figure.median(), ratio().map(Figure::median).orElse(Double.NaN));
    return met ? "met" : "**missed**";
  }

  /** A row of the table. */
  String markdown() {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            figure.name(),
            number(figure.median()) + " " + figure.unit(),
            spread(figure),
            limit == null ? "" : limit.name(),
            limit == null ? "" : number(limit.median()) + " " + limit.unit(),
            limit == null ? "" : spread(limit),
            ratio().map(Row::ratioText).orElse(""),
            goal.text(figure.unit()),
            verdict());
  }

  private static String ratioText(Figure ratio) {
    return "%s (%s)".formatted(number(ratio.median()), spread(ratio));
  }

  private static String spread(Figure figure) {
    return number(figure.least()) + " – " + number(figure.most());
  }

  /** Three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
