package io.botledger.query.stream;

import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.util.concurrent.atomic.AtomicInteger;

/** What the streams of all kinds share in a process: so many are open at once. */
public final class Places {
  private static final int COME_AGAIN_AFTER = 5;

  private final AtomicInteger open = new AtomicInteger();
  private final int most;
  private final StreamPace pace;
  private final Progress progress;

  /**
   * @param most how many at once
   */
  Places(int most, StreamPace pace, Progress progress) {
    this.most = most;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Streams of a kind.
   *
   * @param shownBy the projections with whose progress there may be more to be told
   */
  public StreamAnswers streams(Source source, Projection... shownBy) {
    Streams streams = new Streams(source, this);
    return new StreamAnswers(this, streams, new StreamClock(streams, pace, progress, shownBy));
  }

  /** How many there are. */
  int open() {
    return open.get();
  }

  /**
   * Takes one.
   *
   * @throws Refusal {@code unavailable} if there is none
   */
  void take() {
    if (open.incrementAndGet() > most) {
      free();
      throw comeAgain("This process has %,d open streams, and takes no more.".formatted(most));
    }
  }

  /** Gives one back. */
  void free() {
    open.decrementAndGet();
  }

  static Refusal comeAgain(String because) {
    return Refusal.retryLater(ProblemCode.UNAVAILABLE, because, COME_AGAIN_AFTER, null);
  }
}
