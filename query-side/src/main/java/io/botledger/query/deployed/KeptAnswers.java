package io.botledger.query.deployed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.botledger.events.Environment;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Outage;
import io.botledger.platform.database.Reach;
import io.botledger.platform.lastknown.LastKnown;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.Surface;
import io.botledger.query.deployed.Served.Answer;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.Changes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What runs in environments, kept in memory as it was answered last.
 *
 * <p>Where this process is alone, what it keeps is the present: from before a change is committed
 * until it is reported as handled, nothing of the chatbot is kept, and no write is acknowledged
 * before that. Beside other processes every answer is made sure of in the database, and only what
 * has changed is put together anew.
 *
 * <p>While the database cannot be reached, the last answer is given, and said to be just that.
 */
@Component
final class KeptAnswers implements Changes, AutoCloseable {

  /** A part of the heap that is left for it. */
  private static final int SHARE_OF_HEAP = 8;

  /** What an answer takes beside its body, about, in bytes. */
  private static final int OVERHEAD = 1024;

  /** An answer, and what it was made of. */
  record Made(Running.One of, Answer answer) {}

  /** Looks up what runs. */
  interface Loader {

    /**
     * The present answer; null if nothing runs.
     *
     * @param before what was made last, to be used again if it still fits
     * @param known whether the client has what an entity tag stands for, and needs no body
     */
    @Nullable Made load(@Nullable Made before, Predicate<String> known);
  }

  /**
   * What was found.
   *
   * @param made null: nothing runs there
   * @param isPresent whether nothing has changed since, by this process
   */
  private record Known(
      @Nullable Made made, Generation generation, boolean isPresent, Instant seen) {

    @Nullable Answer answer() {
      return made == null ? null : made.answer();
    }

    Known past() {
      return isPresent ? new Known(made, generation, false, seen) : this;
    }

    boolean isEnoughFor(Predicate<String> known) {
      return made == null || made.answer().isEnoughFor(known);
    }

    int weight() {
      byte[] json = made == null ? null : made.answer().json();
      return OVERHEAD + (json == null ? 0 : json.length);
    }
  }

  private final Cache<Place, Known> memory;
  private final ChangeCounts changes = new ChangeCounts();
  private final Reach reach;
  private final Generations generations;
  private final boolean alone;
  private final AnswersInFiles files;
  private final Clock clock;
  private volatile Instant reached;

  @Autowired
  KeptAnswers(Generations generations, Database database, ObjectProvider<LastKnown> lastKnown) {
    this(
        generations,
        new Reach(database),
        lastKnown.getIfAvailable(() -> LastKnown.IN_MEMORY),
        Clock.systemUTC());
  }

  KeptAnswers(Generations generations, Reach reach, LastKnown lastKnown, Clock clock) {
    this.reach = reach;
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .weigher((Place place, Known known) -> known.weight())
            .build();
    this.generations = generations;
    this.alone = lastKnown.alone();
    this.files = new AnswersInFiles(lastKnown.files());
    this.clock = clock;
    this.reached = clock.instant();
  }

  /** What runs at a place, for a request about its present. */
  Served serve(Place place, HttpServletRequest request, Loader loader) {
    Predicate<String> known = tag -> EntityTags.isKnown(request, tag);
    Known before = memory.getIfPresent(place);
    if (LastKnown.isOnly(request) || !reach.mayAsk()) {
      return lastKnown(place, before, known).orElseThrow(() -> Refusal.databaseAway(null));
    }
    long asked = System.nanoTime();
    try {
      Served served = ask(place, before, known, loader);
      reach.answered();
      return served;
    } catch (RuntimeException e) {
      if (!Outage.isOutage(e) || !reach.failed(asked)) {
        throw e;
      }
      return lastKnown(place, before, known).orElseThrow(() -> e);
    }
  }

  private Served ask(Place place, @Nullable Known before, Predicate<String> known, Loader loader) {
    Generation live = generations.live(Projection.DEPLOYED_VERSION);
    if (alone) {
      reached = clock.instant();
      if (before != null
          && before.isPresent()
          && before.isEnoughFor(known)
          && before.generation().equals(live)) {
        return Served.fromMemory(before.answer());
      }
    }
    long changesBefore = changes.now(place.chatbotId());
    Instant asked = clock.instant();
    Made made = loader.load(before == null ? null : before.made(), known);
    keep(place, new Known(made, live, true, asked), changesBefore);
    return Served.fromDatabase(made == null ? null : made.answer());
  }

  /** Of two reads at once, the one that began later knows better. */
  private void keep(Place place, Known known, long changesBefore) {
    memory
        .asMap()
        .compute(
            place,
            (same, older) -> {
              if (older != null && older.seen().isAfter(known.seen())) {
                return older;
              }
              files.keep(place, known.answer());
              return known;
            });
    // Whoever changes something counts first and looks for what is kept then: one of us sees it.
    if (!changes.isStill(place.chatbotId(), changesBefore)) {
      past(place);
    }
  }

  /** What is kept of the present was right when the database was reached last. */
  private Optional<Served> lastKnown(Place place, @Nullable Known known, Predicate<String> tags) {
    Instant now = clock.instant();
    if (known != null && known.isEnoughFor(tags)) {
      Instant seen = alone && known.isPresent() ? reached : known.seen();
      return Optional.of(Served.lastKnown(known.answer(), Duration.between(seen, now)));
    }
    return files.find(place, now);
  }

  @Override
  public void begin(Collection<String> chatbotIds) {
    changes.begin(chatbotIds);
    forget(chatbotIds);
  }

  @Override
  public void end(Collection<String> chatbotIds) {
    changes.end(chatbotIds);
    forget(chatbotIds);
  }

  private void forget(Collection<String> chatbotIds) {
    for (String chatbotId : chatbotIds) {
      past(new Place(Surface.AI_HUB, chatbotId, Environment.PROD));
      for (Environment environment : Environment.values()) {
        past(new Place(Surface.V1, chatbotId, environment));
      }
    }
  }

  private void past(Place place) {
    memory.asMap().computeIfPresent(place, (same, known) -> known.past());
  }

  @Override
  public void claimed() {
    changes.all();
    memory.asMap().keySet().forEach(this::past);
  }

  @Override
  public void close() {
    files.close();
  }
}
