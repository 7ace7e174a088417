package io.botledger.command.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.decision.Decision.Change;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.platform.web.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests whose past was really there: a capsule of the chatbot "parcel-bot", as {@code curl} saved
 * it. How one comes here is said in {@code docs/debugging.md}.
 */
class ProductionCapsuleTest {
  private static final Capsule PARCELS = Capsule.named("parcel-bot.ndjson");
  private static final String BOT = "parcel-bot";
  private static final String PARCELS_ONLY = "77a9b8f8-b9b1-4a2d-8319-7b946b2b3fe2";
  private static final String WITH_PALLETS = "4ba55160-d26a-408b-99f3-32994e7c2d56";
  private static final String PALLETS_AT_LAST = "9f314cd8-6d13-4e88-8ede-6182c14357ba";

  @Test
  void whatRanBeforeRunsAgainWithTheAppsThatItHadKept() {
    Chatbot.given(PARCELS)
        .when(new RollbackVersion(BOT, null, Environment.PROD, Set.of(), "new"))
        .then(
            new VersionRolledBack(
                BOT,
                Environment.PROD,
                "new",
                new Composition(WITH_PALLETS, PARCELS_ONLY, PARCELS_ONLY),
                "20b9de80-3dcd-4626-b011-16e8801e51b4",
                List.of(),
                "5866fa00-8a01-4f75-a426-3a0cfae6eec4"));
  }

  @Test
  void asOfTheRollbackNothingRanBeforeWhatItHadGoneBackTo() {
    Chatbot.given(PARCELS.upTo(7))
        .when(new RollbackVersion(BOT, null, Environment.PROD, Set.of(), "new"))
        .refused(ProblemCode.NOTHING_BEFORE);
  }

  @Test
  void aFixtureOfAxonsTakesItAsWell() {
    List<Change> others = new ArrayList<>();
    PARCELS
        .upTo(10)
        .given(Chatbot.fixture(PARCELS.upTo(10).chatbot(), others), PALLETS_AT_LAST)
        .when(new DeleteVersion(BOT, PALLETS_AT_LAST))
        .expectEvents(new VersionDeleted(BOT))
        .expectSuccessfulHandlerExecution();
    assertThat(others).isEmpty();
  }

  @Test
  void itSaysWhatHappened() {
    assertThat(PARCELS.of("nobody").changes()).isEmpty();
    assertThat(PARCELS.of(BOT).changes())
        .hasSize(12)
        .contains(
            new Change(
                PALLETS_AT_LAST,
                new VersionRestored(BOT, "Pallets, at last", "Pallets, once more")));
  }
}
