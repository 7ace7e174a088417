package io.botledger.command.version;

import static io.botledger.command.version.Chatbot.ID;
import static io.botledger.command.version.Chatbot.given;

import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeleteAndRestoreVersionTest {
  private static final DeleteVersion DELETE_V1 = new DeleteVersion(ID, "v1");
  private static final RestoreVersion RESTORE_V1 = new RestoreVersion(ID, "v1", null);

  @Nested
  class Delete {
    @Test
    void whatRunsNowhereIsDeleted() {
      given().version("v1", "1.0").when(DELETE_V1).then(new VersionDeleted(ID));
    }

    @ParameterizedTest
    @EnumSource
    void whatRunsAnywhereIsNot(Environment environment) {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeployed(ID, environment, "d1", Composition.of("v1"), null))
          .when(DELETE_V1)
          .refused(ProblemCode.VERSION_DEPLOYED);
    }

    @Test
    void whatRanAndHasEndedIs() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeployed(ID, Environment.TEST, "d1", Composition.of("v1"), null))
          .past("v1", new VersionUndeployed(ID, Environment.TEST, "d1", null))
          .when(DELETE_V1)
          .then(new VersionDeleted(ID));
    }

    @Test
    void whoseAppsRunIsNot() {
      runsInPart(new Composition("v1", "v2", "v2"))
          .when(DELETE_V1)
          .refused(ProblemCode.VERSION_DEPLOYED);
    }

    @Test
    void whoseSettingsRunIsNot() {
      runsInPart(new Composition("v2", "v1", "v2"))
          .when(DELETE_V1)
          .refused(ProblemCode.VERSION_DEPLOYED);
    }

    @Test
    void whatIsDeletedIsGone() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .when(DELETE_V1)
          .refused(ProblemCode.VERSION_DELETED, 410);
    }

    @Test
    void whatIsUnknownIsNotFound() {
      given().when(DELETE_V1).refused(ProblemCode.VERSION_NOT_FOUND);
    }

    @Test
    void whatBelongsToAnotherChatbotIsNotFound() {
      given()
          .version("v1", "1.0")
          .when(new DeleteVersion("another", "v1"))
          .refused(ProblemCode.VERSION_NOT_FOUND);
    }

    private static Chatbot runsInPart(Composition components) {
      return given()
          .version("v1", "1.0")
          .version("v2", "1.1")
          .past("v1", new VersionDeployed(ID, Environment.DEV, "d1", Composition.of("v1"), null))
          .past("v1", new VersionUndeployed(ID, Environment.DEV, "d1", "d2"))
          .past(
              "v2",
              new VersionRolledBack(
                  ID, Environment.DEV, "d2", components, "d1", List.of("apps"), null));
    }
  }

  @Nested
  class Restore {
    @Test
    void aDeletedVersionHasItsNameAgain() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .when(RESTORE_V1)
          .then(new VersionRestored(ID, "name of v1", "name of v1"));
    }

    @Test
    void orANewOne() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .when(new RestoreVersion(ID, "v1", "fresh"))
          .then(new VersionRestored(ID, "fresh", "name of v1"));
    }

    @Test
    void andKeepsItWhenRestoredOnceMore() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .past("v1", new VersionRestored(ID, "fresh", "name of v1"))
          .past("v1", new VersionDeleted(ID))
          .when(RESTORE_V1)
          .then(new VersionRestored(ID, "fresh", "fresh"));
    }

    @Test
    void itsOwnNameMayBeTakenByNow() {
      ownNameTaken().when(RESTORE_V1).refused(ProblemCode.NAME_TAKEN);
    }

    @Test
    void thenANewOneHelps() {
      ownNameTaken()
          .when(new RestoreVersion(ID, "v1", "fresh"))
          .then(new VersionRestored(ID, "fresh", "name of v1"));
    }

    @Test
    void aNewNameMayBeTakenToo() {
      given()
          .version("v1", "1.0")
          .version("v2", "1.1")
          .past("v1", new VersionDeleted(ID))
          .when(new RestoreVersion(ID, "v1", "name of v2"))
          .refused(ProblemCode.NAME_TAKEN);
    }

    @Test
    void whatIsNotDeletedIsNotRestored() {
      given().version("v1", "1.0").when(RESTORE_V1).refused(ProblemCode.NOT_DELETED);
    }

    @Test
    void whatIsUnknownIsNotFound() {
      given().when(RESTORE_V1).refused(ProblemCode.VERSION_NOT_FOUND);
    }

    @Test
    void whatBelongsToAnotherChatbotIsNotFound() {
      given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .when(new RestoreVersion("another", "v1", null))
          .refused(ProblemCode.VERSION_NOT_FOUND);
    }

    private static Chatbot ownNameTaken() {
      return given()
          .version("v1", "1.0")
          .past("v1", new VersionDeleted(ID))
          .past("v2", Chatbot.created("v1", "1.1", ""));
    }
  }
}
