package io.botledger.command.version;

import static io.botledger.command.version.Chatbot.ID;
import static io.botledger.command.version.Chatbot.given;

import io.botledger.command.decision.DeployVersion;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployVersionTest {
  private static final VersionDeployed V1_IN_PROD =
      new VersionDeployed(ID, Environment.PROD, "d1", Composition.of("v1"), null);
  private static final DeployVersion V1_TO_PROD =
      new DeployVersion(ID, "v1", Environment.PROD, "new");

  @Test
  void itRunsWhereNothingRan() {
    given()
        .version("v1", "1.0")
        .when(V1_TO_PROD)
        .then(new VersionDeployed(ID, Environment.PROD, "new", Composition.of("v1"), null));
  }

  @Test
  void whatRanEnds() {
    given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v1", V1_IN_PROD)
        .when(new DeployVersion(ID, "v2", Environment.PROD, "new"))
        .then(new VersionDeployed(ID, Environment.PROD, "new", Composition.of("v2"), "d1"))
        .alsoTo("v1", new VersionUndeployed(ID, Environment.PROD, "d1", "new"));
  }

  @Test
  void otherEnvironmentsStayAsTheyAre() {
    given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v1", V1_IN_PROD)
        .when(new DeployVersion(ID, "v2", Environment.TEST, "new"))
        .then(new VersionDeployed(ID, Environment.TEST, "new", Composition.of("v2"), null))
        .alsoToNobody();
  }

  @Test
  void thePreviousDeploymentIsTheNewestEvenIfItHasEnded() {
    given()
        .version("v1", "1.0")
        .past("v1", V1_IN_PROD)
        .past("v1", new VersionUndeployed(ID, Environment.PROD, "d1", null))
        .when(V1_TO_PROD)
        .then(new VersionDeployed(ID, Environment.PROD, "new", Composition.of("v1"), "d1"));
  }

  @Test
  void whatRunsAlreadyIsASuccessThatChangesNothing() {
    given().version("v1", "1.0").past("v1", V1_IN_PROD).when(V1_TO_PROD).thenNothing();
  }

  @Test
  void whatRunsOnlyInPartIsDeployed() {
    Composition mixed = new Composition("v2", "v1", "v1");
    given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v1", V1_IN_PROD)
        .past("v1", new VersionUndeployed(ID, Environment.PROD, "d1", "d2"))
        .past("v2", new VersionDeployed(ID, Environment.PROD, "d2", Composition.of("v2"), "d1"))
        .past("v2", new VersionUndeployed(ID, Environment.PROD, "d2", "d3"))
        .past(
            "v1",
            new VersionRolledBack(ID, Environment.PROD, "d3", mixed, "d2", List.of("apps"), "d1"))
        .when(V1_TO_PROD)
        .then(
            new VersionUndeployed(ID, Environment.PROD, "d3", "new"),
            new VersionDeployed(ID, Environment.PROD, "new", Composition.of("v1"), "d3"))
        .alsoToNobody();
  }

  @Test
  void aDeletedVersionIsNotDeployed() {
    given()
        .version("v1", "1.0")
        .past("v1", new VersionDeleted(ID))
        .when(V1_TO_PROD)
        .refused(ProblemCode.VERSION_DELETED);
  }

  @Test
  void aRestoredVersionIs() {
    given()
        .version("v1", "1.0")
        .past("v1", new VersionDeleted(ID))
        .past("v1", new VersionRestored(ID, "again", "name of v1"))
        .when(V1_TO_PROD)
        .then(new VersionDeployed(ID, Environment.PROD, "new", Composition.of("v1"), null));
  }

  @Test
  void anUnknownVersionIsNotFound() {
    given().version("v2", "1.0").when(V1_TO_PROD).refused(ProblemCode.VERSION_NOT_FOUND);
  }

  @Test
  void aVersionOfAnotherChatbotIsNotFound() {
    given()
        .version("v1", "1.0")
        .when(new DeployVersion("another", "v1", Environment.PROD, "new"))
        .refused(ProblemCode.VERSION_NOT_FOUND);
  }
}
