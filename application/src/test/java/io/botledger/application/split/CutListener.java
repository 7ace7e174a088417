package io.botledger.application.split;

import io.botledger.application.contract.ContractClient;
import io.botledger.platform.web.EventStream;
import io.botledger.platform.web.EventStream.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens to what prod runs, is cut off after some events, and comes back by another way. */
final class CutListener implements Callable<List<Event>> {
  private static final int LONGEST = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<ContractClient> ways;
  private final String path;
  private final Random random;
  private final boolean resumes;
  private final AtomicInteger done;
  private final int all;
  private final List<Event> heard = new ArrayList<>();

  /**
   * @param resumes whether it says what it has heard last
   * @param done how many changes have been made
   * @param all how many there are going to be
   */
  CutListener(
      List<ContractClient> ways,
      String chatbot,
      long seed,
      boolean resumes,
      AtomicInteger done,
      int all) {
    this.ways = ways;
    this.path = chatbot + "/stream?environment=prod";
    this.random = new Random(seed);
    this.resumes = resumes;
    this.done = done;
    this.all = all;
  }

  /** What it has heard in all, when nothing more is to come. */
  @Override
  public List<Event> call() {
    boolean more = true;
    while (more) {
      ContractClient way = ways.get(random.nextInt(ways.size()));
      try (EventStream stream =
          resumes ? way.listen(path, "Last-Event-ID", last()) : way.listen(path)) {
        more = hear(stream, 1 + random.nextInt(LONGEST));
      }
    }
    return heard;
  }

  private String last() {
    String id = heard.isEmpty() ? null : heard.get(heard.size() - 1).id();
    return id == null ? "0" : id;
  }

  /** Returns whether anything more is to come. */
  private boolean hear(EventStream stream, int count) {
    for (int i = 0; i < count; i++) {
      boolean over = resumes ? heard.size() == all : done.get() == all;
      Event event = over ? null : stream.poll(PATIENCE);
      if (event == null) {
        return false;
      }
      heard.add(event);
    }
    return true;
  }
}
