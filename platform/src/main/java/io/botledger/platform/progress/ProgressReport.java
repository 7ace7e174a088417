package io.botledger.platform.progress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a segment of a projection has handled: everything up to the index, except for the gaps.
 *
 * @param projection its name, as in {@link Projection#text()}
 * @param segment the segment's id
 * @param mask the segment's mask
 * @param gaps ascending
 * @param heldUp ascending; events that were set aside, the newest ones that are known
 */
record ProgressReport(
    String projection,
    int segment,
    int mask,
    long index,
    List<Long> gaps,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Long> heldUp) {

  private static final JsonMapper JSON = new JsonMapper();

  /** PostgreSQL's limit for a notification is 8000 bytes, exclusive. */
  private static final int LONGEST = 7_999;

  /** Nobody asks for those that are longer ago. */
  private static final int MOST_HELD_UP = 200;

  ProgressReport {
    Objects.requireNonNull(projection);
    gaps = List.copyOf(gaps);
    heldUp = List.copyOf(heldUp.subList(Math.max(0, heldUp.size() - MOST_HELD_UP), heldUp.size()));
  }

  static ProgressReport of(
      Projection projection,
      Segment segment,
      GapAwareTrackingToken token,
      Collection<Long> heldUp) {
    return new ProgressReport(
        projection.text(),
        segment.getSegmentId(),
        segment.getMask(),
        token.getIndex(),
        new ArrayList<>(token.getGaps()),
        new ArrayList<>(new TreeSet<>(heldUp)));
  }

  /** Whether the segment has the chatbot, by the hash of its id as Axon computes it. */
  boolean matches(int hash) {
    return (mask & hash) == segment;
  }

  boolean covers(long position) {
    return position <= index
        && Collections.binarySearch(gaps, position) < 0
        && !holdsUp(position)
        && !isBelowWhatIsKnown(position);
  }

  /** Where there are more that were set aside than a report has room for. */
  private boolean isBelowWhatIsKnown(long position) {
    return heldUp.size() == MOST_HELD_UP && position < heldUp.get(0);
  }

  boolean holdsUp(long position) {
    return heldUp.contains(position);
  }

  /**
   * What this and an older report of the same segment say together. What was handled stays handled,
   * and reports of two processes may overtake one another.
   */
  ProgressReport with(ProgressReport other) {
    TreeSet<Long> missing = new TreeSet<>();
    gaps.stream().filter(gap -> !other.covers(gap)).forEach(missing::add);
    other.gaps.stream().filter(gap -> !covers(gap)).forEach(missing::add);
    TreeSet<Long> aside = new TreeSet<>(heldUp);
    aside.addAll(other.heldUp);
    return new ProgressReport(
        projection,
        segment,
        mask,
        Math.max(index, other.index),
        new ArrayList<>(missing),
        new ArrayList<>(aside));
  }

  @JsonIgnore
  Key key() {
    return new Key(projection, segment, mask);
  }

  /** Whose report it is. */
  record Key(String projection, int segment, int mask) {}

  /** As JSON that fits a notification; with too many gaps it promises less than it could. */
  String text() {
    String text = JSON.writeValueAsString(this);
    if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return text;
    }
    int kept = gaps.size() / 2;
    return new ProgressReport(
            projection, segment, mask, gaps.get(kept) - 1, gaps.subList(0, kept), heldUp)
        .text();
  }

  /** The report that the text is; empty for anything else. */
  static Optional<ProgressReport> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, ProgressReport.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
