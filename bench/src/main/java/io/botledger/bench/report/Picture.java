package io.botledger.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Bars of a section's figures beside their limits, with the spread of the rounds: one picture for
 * each unit. On a ground of its own, so that it reads on a dark page as on a light one.
 */
final class Picture {
  private static final Color INK = new Color(0x1f2933);
  private static final Color PAPER = new Color(0xf7f8fa);
  private static final Color RULE = new Color(0xd5dae1);
  private static final Color MEASURED = new Color(0x2f6fde);
  private static final Color LIMIT = new Color(0xb8872b);
  private static final int WIDTH_OF_ONE = 110;
  private static final int MOST_ROWS = 16;

  private Picture() {}

  /** Draws them, and returns the names of the files. */
  static List<String> draw(Section section, Path directory) throws IOException {
    Map<String, Map<String, Bar>> units = new LinkedHashMap<>();
    for (Row row : rows(section)) {
      Map<String, Bar> bars =
          units.computeIfAbsent(row.figure().unit(), unit -> new LinkedHashMap<>());
      bars.putIfAbsent(row.figure().name(), new Bar(row.figure(), false));
      if (row.limit() != null && row.limit().unit().equals(row.figure().unit())) {
        bars.putIfAbsent(row.limit().name(), new Bar(row.limit(), true));
      }
    }
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, Map<String, Bar>> unit : units.entrySet()) {
      String file = section.name() + (files.isEmpty() ? "" : "-" + (files.size() + 1));
      CategoryChart chart =
          chart(section.title(), unit.getKey(), List.copyOf(unit.getValue().values()));
      BitmapEncoder.saveBitmapWithDPI(
          chart, directory.resolve(file).toString(), BitmapFormat.PNG, 144);
      files.add(file + ".png");
    }
    return files;
  }

  /** All of them, unless nobody could read so many: then those with a goal. */
  private static List<Row> rows(Section section) {
    return section.rows().size() <= MOST_ROWS
        ? section.rows()
        : section.rows().stream().filter(row -> !(row.goal() instanceof Goal.None)).toList();
  }

  private record Bar(Figure figure, boolean isLimit) {}

  private static CategoryChart chart(String title, String unit, List<Bar> bars) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(640, 160 + WIDTH_OF_ONE * bars.size()))
            .height(460)
            .title(title)
            .yAxisTitle(unit)
            .build();
    style(chart);
    series(chart, "measured", bars, false, MEASURED);
    series(chart, "limit", bars, true, LIMIT);
    return chart;
  }

  private static void style(CategoryChart chart) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setAvailableSpaceFill(0.6);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setChartBackgroundColor(PAPER);
    chart.getStyler().setPlotBackgroundColor(PAPER);
    chart.getStyler().setLegendBackgroundColor(PAPER);
    chart.getStyler().setLegendBorderColor(RULE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setPlotGridLinesColor(RULE);
    chart.getStyler().setChartFontColor(INK);
    chart.getStyler().setAxisTickLabelsColor(INK);
    chart.getStyler().setAxisTickLabelsFont(font.deriveFont(11f));
    chart.getStyler().setChartTitleFont(font.deriveFont(Font.BOLD, 15f));
    chart.getStyler().setLegendFont(font);
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setErrorBarsColor(INK);
  }

  /** Both series have all categories, since the library takes these from the first one. */
  private static void series(
      CategoryChart chart, String name, List<Bar> bars, boolean limits, Color color) {
    List<String> names = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (Bar bar : bars) {
      boolean here = bar.isLimit() == limits;
      Figure figure = bar.figure();
      names.add(figure.name());
      medians.add(here ? figure.median() : 0.0);
      spreads.add(here ? (figure.most() - figure.least()) / 2 : 0.0);
    }
    chart.addSeries(name, names, medians, spreads).setFillColor(color);
  }
}
