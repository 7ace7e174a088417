package io.botledger.query.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Reach;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.lastknown.LastKnown;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.web.Surface;
import io.botledger.query.deployed.KeptAnswers.Made;
import io.botledger.query.deployed.Served.Answer;
import io.botledger.query.deployed.Served.Source;
import io.botledger.query.generation.Generations;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;

class KeptAnswersTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final Generations GENERATIONS = prepare();
  private static final List<String> BOT = List.of("bot");
  private static final Place PROD = new Place(Surface.V1, "bot", Environment.PROD);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private @Nullable String runs = "first";
  private int asked;
  private boolean away;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private static Generations prepare() {
    EventTables.prepare(DATABASE);
    return Generations.prepare(DATABASE, TestPostgres.dataSource(DATABASE));
  }

  private KeptAnswers kept(boolean alone) {
    return new KeptAnswers(
        GENERATIONS, new Reach(() -> away), new LastKnown(alone, LastKnownFiles.NONE), clock);
  }

  private @Nullable Made load() {
    asked++;
    if (away) {
      throw new DataAccessResourceFailureException(
          "away", new SQLTransientConnectionException("away"));
    }
    return runs == null ? null : made(runs);
  }

  @SuppressWarnings("NullAway") // What it was made of is not looked at here.
  private static Made made(String tag) {
    return new Made(null, new Answer(tag, new byte[10]));
  }

  private Served serve(KeptAnswers kept) {
    return kept.serve(PROD, new MockHttpServletRequest(), (before, known) -> load());
  }

  private static @Nullable String tag(Served served) {
    return served.answer() == null ? null : served.answer().entityTag();
  }

  @Test
  void whoIsAloneIsAskedOnce() {
    KeptAnswers kept = kept(true);
    assertThat(serve(kept).source()).isEqualTo(Source.DATABASE);
    assertThat(serve(kept).source()).isEqualTo(Source.MEMORY);
    runs = "second";
    assertThat(tag(serve(kept))).as("nobody has said that it changed").isEqualTo("first");
    assertThat(asked).isEqualTo(1);
    kept.begin(BOT);
    kept.end(BOT);
    assertThat(tag(serve(kept))).isEqualTo("second");
    assertThat(tag(serve(kept))).isEqualTo("second");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void thatNothingRunsIsRememberedToo() {
    KeptAnswers kept = kept(true);
    runs = null;
    assertThat(serve(kept).answer()).isNull();
    assertThat(serve(kept).source()).isEqualTo(Source.MEMORY);
  }

  @Test
  void whileAChangeIsUnderWayNothingIsKept() {
    KeptAnswers kept = kept(true);
    serve(kept);
    kept.begin(BOT);
    serve(kept);
    runs = "second";
    assertThat(tag(serve(kept))).isEqualTo("second");
    kept.end(BOT);
    assertThat(tag(serve(kept))).isEqualTo("second");
    assertThat(asked).isEqualTo(4);
    assertThat(serve(kept).source()).isEqualTo(Source.MEMORY);
  }

  @Test
  void whatWasReadBeforeAChangeIsNotKeptAfterIt() {
    KeptAnswers kept = kept(true);
    Served slow =
        kept.serve(
            PROD,
            new MockHttpServletRequest(),
            (before, known) -> {
              Made old = load();
              kept.begin(BOT);
              runs = "second";
              kept.end(BOT);
              return old;
            });
    assertThat(tag(slow)).isEqualTo("first");
    assertThat(tag(serve(kept))).isEqualTo("second");
  }

  @Test
  void afterAClaimAllIsAskedAgain() {
    KeptAnswers kept = kept(true);
    serve(kept);
    kept.claimed();
    assertThat(serve(kept).source()).isEqualTo(Source.DATABASE);
    assertThat(serve(kept).source()).isEqualTo(Source.MEMORY);
  }

  @Test
  void besideOthersEveryAnswerIsMadeSureOf() {
    KeptAnswers kept = kept(false);
    serve(kept);
    runs = "second";
    assertThat(tag(serve(kept))).isEqualTo("second");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whileTheDatabaseIsAwayTheLastAnswerAgesAndOnlyOneInASecondAsks() {
    KeptAnswers kept = kept(false);
    serve(kept);
    away = true;
    now = now.plusSeconds(90);
    Served last = serve(kept);
    assertThat(last.source()).isEqualTo(Source.LAST_KNOWN);
    assertThat(tag(last)).isEqualTo("first");
    assertThat(last.age()).isEqualTo(Duration.ofSeconds(90));
    assertThat(serve(kept).source()).isEqualTo(Source.LAST_KNOWN);
    assertThat(asked).as("once before, once since").isEqualTo(2);
  }

  @Test
  void aFullPoolIsNoOutage() {
    KeptAnswers kept = kept(false);
    serve(kept);
    assertThatThrownBy(
            () ->
                kept.serve(
                    PROD,
                    new MockHttpServletRequest(),
                    (before, known) -> {
                      throw new DataAccessResourceFailureException(
                          "busy", new SQLTransientConnectionException("busy"));
                    }))
        .hasMessageContaining("busy");
    assertThat(serve(kept).source()).isEqualTo(Source.DATABASE);
  }

  @Test
  void whoIsKnownByWhatWasKnownLastIsToldNoMoreThanThat() {
    KeptAnswers kept = kept(false);
    serve(kept);
    runs = "second";
    MockHttpServletRequest request = new MockHttpServletRequest();
    LastKnown.only(request);
    assertThat(tag(kept.serve(PROD, request, (before, known) -> load()))).isEqualTo("first");
  }

  @Test
  void whatWasNeverAskedIsNotKnown() {
    KeptAnswers kept = kept(false);
    away = true;
    assertThatThrownBy(() -> serve(kept)).isInstanceOf(DataAccessResourceFailureException.class);
    assertThatThrownBy(() -> serve(kept)).hasMessageContaining("cannot be reached");
  }
}
