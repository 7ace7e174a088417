package io.botledger.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes {@code report.md} and its pictures; again after each section, so that nothing is lost. */
public final class Report {
  private final Path directory;
  private final String head;
  private final List<Section> sections = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * An empty report.
   *
   * @param notice stands first: how it was measured, and whether it counts
   */
  public Report(Path directory, String notice, Map<String, String> machine) throws IOException {
    Files.createDirectories(directory);
    this.directory = directory;
    StringBuilder text = new StringBuilder("# Measurements\n\n").append(notice).append("\n\n");
    text.append("| the machine | |\n|---|---|\n");
    machine.forEach((name, value) -> text.append("| %s | %s |%n".formatted(name, value)));
    this.head = text.toString();
  }

  /** Adds what a scenario has found. */
  public void add(Section section) throws IOException {
    sections.add(section);
    write();
  }

  /** Adds that a scenario broke off. */
  public void failed(String scenario, String why) throws IOException {
    failures.add("**`%s` broke off**: `%s`".formatted(scenario, why.replace('\n', ' ')));
    write();
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder(head);
    text.append(
        """

        Every figure stands beside its limit, measured in the same run, their rounds in turn. Medians of the rounds; a ratio is the
        median of the rounds' ratios, with the least and the most of them.

        """);
    failures.forEach(failure -> text.append(failure).append("\n\n"));
    text.append("## The goals\n\n").append(Row.HEAD);
    for (Section section : sections) {
      section.rows().stream()
          .filter(row -> !(row.goal() instanceof Goal.None))
          .forEach(row -> text.append(row.markdown()));
    }
    for (Section section : sections) {
      text.append(section(section));
    }
    Files.writeString(directory.resolve("report.md"), text);
  }

  private String section(Section section) throws IOException {
    StringBuilder text = new StringBuilder("\n## ").append(section.title()).append("\n\n");
    if (!section.goal().isEmpty()) {
      text.append("Goal: ").append(section.goal()).append("\n\n");
    }
    section.text().forEach(paragraph -> text.append(paragraph).append("\n\n"));
    if (!section.rows().isEmpty()) {
      text.append(Row.HEAD);
      section.rows().forEach(row -> text.append(row.markdown()));
      for (String file : Picture.draw(section, directory)) {
        text.append("\n![%s](%s)\n".formatted(section.title(), file));
      }
    }
    return text.append(section.more().isEmpty() ? "" : "\n" + section.more()).toString();
  }
}
