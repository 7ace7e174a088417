package io.botledger.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A long answer of many entries. */
public final class Chunks<T> implements LongAnswer {

  /** Reads the entries behind the last one that was read; null at the beginning. */
  public interface Source<T> {
    List<T> after(@Nullable T last);
  }

  private final Source<T> source;
  private final String separator;
  private final Function<T, String> render;
  private final LongFunction<String> end;
  private String before;
  private @Nullable T last;
  private long count;
  private boolean done;

  /**
   * @param source gives {@link Pages#MOST} entries, fewer at the end
   * @param end what stands behind the entries, given their number
   */
  public Chunks(
      Source<T> source,
      String begin,
      String separator,
      Function<T, String> render,
      LongFunction<String> end) {
    this.source = source;
    this.before = begin;
    this.separator = separator;
    this.render = render;
    this.end = end;
  }

  @Override
  public byte[] next() {
    List<T> entries = source.after(last);
    StringBuilder text = new StringBuilder(before);
    for (T entry : entries) {
      text.append(count == 0 ? "" : separator).append(render.apply(entry));
      count++;
      last = entry;
    }
    before = "";
    if (entries.size() < Pages.MOST) {
      done = true;
      text.append(end.apply(count));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isDone() {
    return done;
  }
}
