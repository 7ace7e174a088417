package io.botledger.command.version;

import static io.botledger.command.version.Chatbot.ID;
import static io.botledger.command.version.Chatbot.created;
import static io.botledger.command.version.Chatbot.given;

import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.VersionContent;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateVersionTest {

  @Test
  void theFirstVersionIsOnePointZero() {
    given().when(create("v1", null, null)).then(created("v1", "1.0", ""));
  }

  @Test
  void theSameModelMakesTheNextMinor() {
    given()
        .past("v1", created("v1", "1.0", "gpt-a"))
        .when(create("v2", "gpt-a", null))
        .then(created("v2", "1.1", "gpt-a"));
  }

  @Test
  void noModelTakesOverThatOfTheVersionCreatedLast() {
    given()
        .past("v1", created("v1", "1.0", "gpt-a"))
        .past("v2", created("v2", "2.0", "gpt-b"))
        .when(create("v3", null, null))
        .then(created("v3", "2.1", "gpt-b"));
  }

  @Test
  void anotherModelMakesTheNextMajor() {
    given()
        .past("v1", created("v1", "1.0", "gpt-a"))
        .past("v2", created("v2", "1.1", "gpt-a"))
        .when(create("v3", "gpt-b", null))
        .then(created("v3", "2.0", "gpt-b"));
  }

  @Test
  void theEmptyModelIsAModelLikeAnyOther() {
    given()
        .past("v1", created("v1", "1.0", "gpt-a"))
        .when(create("v2", "", null))
        .then(created("v2", "2.0", ""));
  }

  @Test
  void theNumberOfADeletedVersionIsNotUsedAgain() {
    given()
        .version("v1", "1.0")
        .past("v1", new VersionDeleted(ID))
        .when(create("v2", null, null))
        .then(created("v2", "1.1", ""));
  }

  @Test
  void theNumberAfterNineIsTen() {
    given().version("v1", "1.9").when(create("v2", null, null)).then(created("v2", "1.10", ""));
  }

  @Test
  void itIsDeployedAtOnceIfAskedFor() {
    given()
        .when(create("v1", null, Environment.PROD))
        .then(
            created("v1", "1.0", "", Environment.PROD),
            new VersionDeployed(ID, Environment.PROD, "d-v1", Composition.of("v1"), null));
  }

  @Test
  void whatRanThereEndsInTheSameAppend() {
    given()
        .version("v1", "1.0")
        .past("v1", new VersionDeployed(ID, Environment.TEST, "d1", Composition.of("v1"), null))
        .when(create("v2", null, Environment.TEST))
        .then(
            created("v2", "1.1", "", Environment.TEST),
            new VersionDeployed(ID, Environment.TEST, "d-v2", Composition.of("v2"), "d1"))
        .alsoTo("v1", new VersionUndeployed(ID, Environment.TEST, "d1", "d-v2"));
  }

  @Test
  void aNameIsTaken() {
    given()
        .version("v1", "1.0")
        .when(create("v2", "name of v1", null, null))
        .refused(ProblemCode.NAME_TAKEN);
  }

  @Test
  void theNameOfADeletedVersionIsFree() {
    given()
        .version("v1", "1.0")
        .past("v1", new VersionDeleted(ID))
        .when(create("v2", "name of v1", null, null))
        .result()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void namesAreComparedExactlyAsGiven() {
    given()
        .version("v1", "1.0")
        .when(create("v2", "Name of v1", null, null))
        .result()
        .expectSuccessfulHandlerExecution();
  }

  private static CreateVersion create(
      String versionId, @Nullable String modelId, @Nullable Environment deployTo) {
    return create(versionId, "name of " + versionId, modelId, deployTo);
  }

  private static CreateVersion create(
      String versionId, String name, @Nullable String modelId, @Nullable Environment deployTo) {
    return new CreateVersion(
        ID,
        versionId,
        name,
        "",
        modelId,
        new VersionContent("{}", "0".repeat(64), 2, Stats.NONE),
        deployTo,
        "d-" + versionId);
  }
}
