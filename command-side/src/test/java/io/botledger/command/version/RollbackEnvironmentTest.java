package io.botledger.command.version;

import static io.botledger.command.version.Chatbot.ID;
import static io.botledger.command.version.Chatbot.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Decision;
import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.command.decision.Deployment;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Going back to what ran before, and ending what runs. */
class RollbackEnvironmentTest {
  private static final Environment PROD = Environment.PROD;

  @Nested
  class Once {
    @Test
    void whatRanBeforeRunsAgain() {
      v1ThenV2()
          .when(back())
          .then(new VersionRolledBack(ID, PROD, "new", Composition.of("v1"), "d2", List.of(), "d1"))
          .alsoTo("v2", new VersionUndeployed(ID, PROD, "d2", "new"));
    }

    @Test
    void theWholeCompositionRunsAgain() {
      Composition mixed = new Composition("v2", "v1", "v1");
      v1ThenV2()
          .past("v2", new VersionUndeployed(ID, PROD, "d2", "d3"))
          .past("v1", new VersionRolledBack(ID, PROD, "d3", mixed, "d2", List.of("apps"), "d1"))
          .past("v1", new VersionUndeployed(ID, PROD, "d3", "d4"))
          .past("v2", deployed("v2", "d4", "d3"))
          .when(back())
          .then(new VersionRolledBack(ID, PROD, "new", mixed, "d4", List.of(), "d3"));
    }

    @Test
    void whereNothingRunsWhatRanLastRunsAgain() {
      v1ThenV2()
          .past("v2", new VersionUndeployed(ID, PROD, "d2", null))
          .when(back())
          .then(
              new VersionRolledBack(ID, PROD, "new", Composition.of("v2"), "d2", List.of(), "d2"));
    }

    @Test
    void whereNothingEverRanThereIsNothingBefore() {
      given().version("v1", "1.0").when(back()).refused(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void beforeTheFirstThereIsNothingBefore() {
      given()
          .version("v1", "1.0")
          .past("v1", deployed("v1", "d1", null))
          .when(back())
          .refused(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void anUnknownChatbotHasNothingBefore() {
      given().when(back()).refused(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void toADeletedVersionItIsRefused() {
      v1ThenV2()
          .past("v1", new VersionDeleted(ID))
          .when(back())
          .refused(ProblemCode.VERSION_DELETED);
    }

    @Test
    void toACompositionWithADeletedPartItIsRefused() {
      v1ThenV2()
          .version("v3", "1.2")
          .past("v2", new VersionUndeployed(ID, PROD, "d2", "d3"))
          .past(
              "v1",
              new VersionRolledBack(
                  ID, PROD, "d3", new Composition("v2", "v1", "v1"), "d2", List.of("apps"), "d1"))
          .past("v1", new VersionUndeployed(ID, PROD, "d3", "d4"))
          .past("v3", deployed("v3", "d4", "d3"))
          .past("v2", new VersionDeleted(ID))
          .when(back())
          .refused(ProblemCode.VERSION_DELETED);
    }

    @Test
    void toWhatRunsAlreadyItIsRefused() {
      // d5 restored d4, which went back to d3: and d3 was composed as d5 is.
      given()
          .version("v1", "1.0")
          .version("v2", "1.1")
          .past("v1", deployed("v1", "d1", null))
          .past("v1", new VersionUndeployed(ID, PROD, "d1", "d2"))
          .past("v2", deployed("v2", "d2", "d1"))
          .past("v2", new VersionUndeployed(ID, PROD, "d2", "d3"))
          .past(
              "v1",
              new VersionRolledBack(
                  ID, PROD, "d3", new Composition("v2", "v1", "v1"), "d2", List.of("apps"), "d1"))
          .past("v1", new VersionUndeployed(ID, PROD, "d3", "d4"))
          .past("v1", deployed("v1", "d4", "d3"))
          .past("v1", new VersionUndeployed(ID, PROD, "d4", "d5"))
          .past(
              "v1",
              new VersionRolledBack(
                  ID, PROD, "d5", new Composition("v2", "v1", "v1"), "d4", List.of("apps"), "d4"))
          .when(back())
          .refused(ProblemCode.ALREADY_RUNNING);
    }
  }

  @Nested
  class SaidAgain {
    @Test
    void saidTwiceItGoesBackTwiceAndThenThereIsNothingBefore() {
      Story story = new Story().deploy("v1").deploy("v2").deploy("v3");
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      assertThat(story.back()).isEqualTo(Composition.of("v1"));
      assertThat(story.refused()).isEqualTo(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void aDeployInBetweenIsOneMoreStepOfTheWay() {
      Story story = new Story().deploy("v1").deploy("v2").deploy("v3");
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      story.deploy("v4");
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      assertThat(story.back()).isEqualTo(Composition.of("v1"));
      assertThat(story.refused()).isEqualTo(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void undeployedAndGoneBackItIsAsBefore() {
      Story story = new Story().deploy("v1").deploy("v2").undeploy();
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      assertThat(story.back()).isEqualTo(Composition.of("v1"));
      assertThat(story.refused()).isEqualTo(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void undeployedAndDeployedAgainItIsAsBefore() {
      Story story = new Story().deploy("v1").deploy("v2").undeploy().deploy("v2");
      assertThat(story.back()).isEqualTo(Composition.of("v1"));
      assertThat(story.refused()).isEqualTo(ProblemCode.NOTHING_BEFORE);
    }

    @Test
    void undeployedWhileGoneBackItGoesOnFromThere() {
      Story story = new Story().deploy("v1").deploy("v2").deploy("v3");
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      story.undeploy();
      assertThat(story.back()).isEqualTo(Composition.of("v2"));
      assertThat(story.back()).isEqualTo(Composition.of("v1"));
    }
  }

  @Nested
  class Undeploy {
    @Test
    void whatRunsEnds() {
      v1ThenV2()
          .when(new UndeployVersion(ID, PROD))
          .then(new VersionUndeployed(ID, PROD, "d2", null))
          .alsoToNobody();
    }

    @Test
    void whereNothingRunsItIsRefused() {
      given()
          .version("v1", "1.0")
          .when(new UndeployVersion(ID, PROD))
          .refused(ProblemCode.NOTHING_DEPLOYED);
    }
  }

  private static RollbackVersion back() {
    return new RollbackVersion(ID, null, PROD, Set.of(), "new");
  }

  private static Chatbot v1ThenV2() {
    return given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v1", deployed("v1", "d1", null))
        .past("v1", new VersionUndeployed(ID, PROD, "d1", "d2"))
        .past("v2", deployed("v2", "d2", "d1"));
  }

  private static VersionDeployed deployed(
      String versionId, String deploymentId, @Nullable String previous) {
    return new VersionDeployed(ID, PROD, deploymentId, Composition.of(versionId), previous);
  }

  /** Commands one after the other, decided on the fold of what they brought about. */
  private static final class Story {
    private final ChatbotState chatbot = new ChatbotState();
    private int number;

    Story deploy(String versionId) {
      chatbot.know(versionId, new ChatbotState.Known(versionId, false));
      String deploymentId = "d" + ++number;
      chatbot
          .running(PROD)
          .ifPresent(
              running ->
                  chatbot.evolve(
                      running.components().conversation(),
                      new VersionUndeployed(ID, PROD, running.id(), deploymentId)));
      chatbot.evolve(
          versionId,
          deployed(versionId, deploymentId, chatbot.newest(PROD).map(Deployment::id).orElse(null)));
      return this;
    }

    Story undeploy() {
      carryOut(new UndeployVersion(ID, PROD).decide(null, chatbot));
      return this;
    }

    Composition back() {
      carryOut(goBack());
      return chatbot.running(PROD).orElseThrow().components();
    }

    ProblemCode refused() {
      return ((Refused) goBack()).code();
    }

    private Decision goBack() {
      return new RollbackVersion(ID, null, PROD, Set.of(), "d" + ++number).decide(null, chatbot);
    }

    private void carryOut(Decision decision) {
      ((Accepted) decision)
          .changes()
          .forEach(change -> chatbot.evolve(change.versionId(), change.event()));
    }
  }
}
