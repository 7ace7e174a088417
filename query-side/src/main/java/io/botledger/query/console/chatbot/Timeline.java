package io.botledger.query.console.chatbot;

import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.page.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture of what ran when: one lane for each environment, one bar for each deployment. All
 * places are percentages of the width, so that the picture fits any page and its letters none.
 *
 * @param from in milliseconds since 1970, as to
 * @param moment where the moment is that is shown; null: now
 * @param hidden how many deployments are too old for it
 */
record Timeline(
    long from, long to, List<Lane> lanes, List<Tick> ticks, @Nullable String moment, int hidden) {

  /** More could not be told from each other. */
  private static final int MOST_BARS = 200;

  private static final int TICKS = 4;
  private static final double NARROWEST = 1;
  private static final Map<String, Duration> SPANS =
      Map.of("day", Duration.ofDays(1), "week", Duration.ofDays(7), "month", Duration.ofDays(30));

  record Lane(String environment, List<Bar> bars) {}

  /**
   * A deployment.
   *
   * @param about who, why and how long, for people
   */
  record Bar(
      String left,
      String width,
      String label,
      String about,
      String from,
      boolean isRollback,
      boolean isRunning,
      Ledger.Entry entry) {}

  record Tick(String left, String time) {}

  /**
   * That of a chatbot.
   *
   * @param span how far back: {@code day}, {@code week}, {@code month}; anything else: all of it
   */
  static Timeline of(
      List<Ledger.Entry> ledger, Instant now, @Nullable Instant moment, @Nullable String span) {
    Duration back = span == null ? null : SPANS.get(span);
    Instant earliest = back == null ? Instant.MIN : now.minus(back);
    List<Ledger.Entry> shown =
        ledger.stream()
            .filter(
                entry ->
                    !Objects.requireNonNullElse(Text.instant(entry.to()), now).isBefore(earliest))
            .toList();
    int hidden = Math.max(0, shown.size() - MOST_BARS);
    shown = shown.subList(hidden, shown.size());
    Instant first = shown.isEmpty() ? now.minusSeconds(3_600) : Instant.parse(shown.get(0).from());
    Instant start = first.isBefore(earliest) ? earliest : first;
    Scale scale = new Scale(start, now.isAfter(start) ? now : start.plusSeconds(1));
    List<Lane> lanes = new ArrayList<>();
    for (String environment : Environment.NAMES) {
      lanes.add(
          new Lane(
              environment,
              scale.bars(
                  shown.stream()
                      .filter(entry -> entry.environment().equals(environment))
                      .toList())));
    }
    return new Timeline(
        scale.from.toEpochMilli(),
        scale.to.toEpochMilli(),
        lanes,
        IntStream.rangeClosed(0, TICKS).mapToObj(number -> scale.tick(number, TICKS)).toList(),
        moment == null ? null : percent(Math.min(100, Math.max(0, scale.place(moment)))),
        hidden);
  }

  public boolean isEmpty() {
    return lanes.stream().allMatch(lane -> lane.bars().isEmpty());
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f%%", value);
  }

  private record Scale(Instant from, Instant to) {

    double place(Instant time) {
      double all = Duration.between(from, to).toMillis();
      return 100 * Duration.between(from, time).toMillis() / all;
    }

    /** From the newest to the oldest: what is too short to be seen takes its room from before. */
    List<Bar> bars(List<Ledger.Entry> entries) {
      LinkedList<Bar> bars = new LinkedList<>();
      double narrowest = Math.min(NARROWEST, 60.0 / Math.max(1, entries.size()));
      double limit = 100;
      for (int i = entries.size() - 1; i >= 0; i--) {
        Ledger.Entry entry = entries.get(i);
        Instant began = Instant.parse(entry.from());
        Instant ended = Text.instant(entry.to());
        double end = Math.max(narrowest, ended == null ? limit : Math.min(limit, place(ended)));
        double left = Math.min(Math.max(0, place(began)), end - narrowest);
        bars.addFirst(
            new Bar(
                percent(left),
                percent(end - left),
                entry.versionNumber(),
                about(entry, began, ended),
                entry.from(),
                entry.isRollback(),
                ended == null,
                entry));
        limit = left;
      }
      return bars;
    }

    private String about(Ledger.Entry entry, Instant began, @Nullable Instant ended) {
      return "%s: %s to version %s “%s” by %s, %s%s.%s"
          .formatted(
              entry.environment(),
              entry.isRollback() ? "rolled back" : "deployed",
              entry.versionNumber(),
              entry.name(),
              entry.by(),
              entry.from(),
              ended == null
                  ? ", runs since " + Text.span(began, to)
                  : ", ran for " + Text.span(began, ended),
              entry.reason() == null ? " No reason was given." : " Reason: " + entry.reason());
    }

    Tick tick(int number, int all) {
      Instant time = from.plus(Duration.between(from, to).multipliedBy(number).dividedBy(all));
      return new Tick(
          percent(100.0 * number / all), Instant.ofEpochMilli(time.toEpochMilli()).toString());
    }
  }
}
