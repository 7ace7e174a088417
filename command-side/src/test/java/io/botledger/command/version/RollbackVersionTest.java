package io.botledger.command.version;

import static io.botledger.command.decision.RollbackVersion.Component.APPS;
import static io.botledger.command.decision.RollbackVersion.Component.SETTINGS;
import static io.botledger.command.version.Chatbot.ID;
import static io.botledger.command.version.Chatbot.given;

import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.RollbackVersion.Component;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Going back to a version. Going back to what ran before: {@link RollbackEnvironmentTest}. */
class RollbackVersionTest {

  @Test
  void whatRanThereBeforeRunsAgain() {
    v1ThenV2(Environment.PROD)
        .when(back("v1", Environment.PROD))
        .then(rolledBack(Environment.PROD, Composition.of("v1"), "d2", List.of(), "d1"))
        .alsoTo("v2", new VersionUndeployed(ID, Environment.PROD, "d2", "new"));
  }

  @Test
  void withoutAnEnvironmentItIsWhereTheVersionWasDeployedLast() {
    v1ThenV2(Environment.TEST)
        .when(back("v1", null))
        .then(rolledBack(Environment.TEST, Composition.of("v1"), "d2", List.of(), "d1"));
  }

  @Test
  void withoutAnEnvironmentOneThatWasNeverDeployedGoesToDev() {
    given()
        .version("v1", "1.0")
        .when(back("v1", null))
        .then(rolledBack(Environment.DEV, Composition.of("v1"), null, List.of(), null));
  }

  @Test
  void devTakesAnyVersion() {
    given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v2", deployed("v2", Environment.DEV, "d1", null))
        .when(back("v1", Environment.DEV))
        .then(rolledBack(Environment.DEV, Composition.of("v1"), "d1", List.of(), null));
  }

  @ParameterizedTest
  @EnumSource(names = {"TEST", "PROD"})
  void testAndProdTakeOnlyWhatRanThere(Environment environment) {
    given()
        .version("v1", "1.0")
        .past("v1", deployed("v1", Environment.DEV, "d1", null))
        .when(back("v1", environment))
        .refused(ProblemCode.NEVER_DEPLOYED_THERE);
  }

  @Test
  void havingRunThereInPartIsNotEnough() {
    given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v2", deployed("v2", Environment.PROD, "d1", null))
        .past("v2", new VersionUndeployed(ID, Environment.PROD, "d1", "d2"))
        .past(
            "v2",
            new VersionRolledBack(
                ID,
                Environment.PROD,
                "d2",
                new Composition("v1", "v2", "v2"),
                "d1",
                List.of("apps"),
                "d1"))
        .when(back("v1", Environment.PROD))
        .refused(ProblemCode.NEVER_DEPLOYED_THERE);
  }

  @Test
  void theRestoredDeploymentIsTheNewestInWhichTheVersionRanThere() {
    v1ThenV2(Environment.PROD)
        .past("v2", new VersionUndeployed(ID, Environment.PROD, "d2", "d3"))
        .past("v1", deployed("v1", Environment.PROD, "d3", "d2"))
        .past("v1", new VersionUndeployed(ID, Environment.PROD, "d3", null))
        .when(back("v1", Environment.PROD))
        .then(rolledBack(Environment.PROD, Composition.of("v1"), "d3", List.of(), "d3"));
  }

  @Test
  void excludedAppsStayAsTheyRun() {
    v1ThenV2(Environment.PROD)
        .when(back("v1", Environment.PROD, APPS))
        .then(
            rolledBack(
                Environment.PROD, new Composition("v2", "v1", "v1"), "d2", List.of("apps"), "d1"));
  }

  @Test
  void excludedSettingsStayAsTheyRun() {
    v1ThenV2(Environment.PROD)
        .when(back("v1", Environment.PROD, SETTINGS))
        .then(
            rolledBack(
                Environment.PROD,
                new Composition("v1", "v2", "v1"),
                "d2",
                List.of("settings"),
                "d1"));
  }

  @Test
  void whatStaysMayComeFromAThirdVersion() {
    v1ThenV2(Environment.PROD)
        .past("v2", new VersionUndeployed(ID, Environment.PROD, "d2", "d3"))
        .past(
            "v1",
            new VersionRolledBack(
                ID,
                Environment.PROD,
                "d3",
                new Composition("v2", "v1", "v1"),
                "d2",
                List.of("apps"),
                "d1"))
        .when(back("v2", Environment.PROD, SETTINGS))
        .then(
            rolledBack(
                Environment.PROD,
                new Composition("v2", "v1", "v2"),
                "d3",
                List.of("settings"),
                "d2"))
        .alsoTo("v1", new VersionUndeployed(ID, Environment.PROD, "d3", "new"));
  }

  @Test
  void bothExcludedAreNamedInOrder() {
    v1ThenV2(Environment.PROD)
        .when(back("v1", Environment.PROD, SETTINGS, APPS))
        .then(
            rolledBack(
                Environment.PROD,
                new Composition("v2", "v2", "v1"),
                "d2",
                List.of("apps", "settings"),
                "d1"));
  }

  @Test
  void whereNothingRunsThereIsNothingToKeep() {
    given()
        .version("v1", "1.0")
        .past("v1", deployed("v1", Environment.PROD, "d1", null))
        .past("v1", new VersionUndeployed(ID, Environment.PROD, "d1", null))
        .when(back("v1", Environment.PROD, APPS))
        .refused(ProblemCode.NOTHING_DEPLOYED);
  }

  @Test
  void whereNothingRunsTheWholeVersionRunsAgain() {
    given()
        .version("v1", "1.0")
        .past("v1", deployed("v1", Environment.PROD, "d1", null))
        .past("v1", new VersionUndeployed(ID, Environment.PROD, "d1", null))
        .when(back("v1", Environment.PROD))
        .then(rolledBack(Environment.PROD, Composition.of("v1"), "d1", List.of(), "d1"));
  }

  @Test
  void whatRunsAlreadyIsRefused() {
    v1ThenV2(Environment.PROD)
        .when(back("v2", Environment.PROD))
        .refused(ProblemCode.ALREADY_RUNNING);
  }

  @Test
  void whatRunsAlreadyWithTheComponentsThatStayIsRefused() {
    v1ThenV2(Environment.PROD)
        .when(back("v2", Environment.PROD, APPS, SETTINGS))
        .refused(ProblemCode.ALREADY_RUNNING);
  }

  @Test
  void aDeletedVersionIsRefused() {
    v1ThenV2(Environment.PROD)
        .past("v1", new VersionDeleted(ID))
        .when(back("v1", Environment.PROD))
        .refused(ProblemCode.VERSION_DELETED);
  }

  @Test
  void anUnknownVersionIsNotFound() {
    given().when(back("v1", null)).refused(ProblemCode.VERSION_NOT_FOUND);
  }

  @Test
  void aVersionOfAnotherChatbotIsNotFound() {
    given()
        .version("v1", "1.0")
        .when(new RollbackVersion("another", "v1", null, Set.of(), "new"))
        .refused(ProblemCode.VERSION_NOT_FOUND);
  }

  private static Chatbot v1ThenV2(Environment environment) {
    return given()
        .version("v1", "1.0")
        .version("v2", "1.1")
        .past("v1", deployed("v1", environment, "d1", null))
        .past("v1", new VersionUndeployed(ID, environment, "d1", "d2"))
        .past("v2", deployed("v2", environment, "d2", "d1"));
  }

  private static VersionDeployed deployed(
      String versionId, Environment environment, String deploymentId, @Nullable String previous) {
    return new VersionDeployed(ID, environment, deploymentId, Composition.of(versionId), previous);
  }

  private static VersionRolledBack rolledBack(
      Environment environment,
      Composition components,
      @Nullable String previous,
      List<String> excluded,
      @Nullable String restored) {
    return new VersionRolledBack(ID, environment, "new", components, previous, excluded, restored);
  }

  private static RollbackVersion back(
      String versionId, @Nullable Environment environment, Component... excluded) {
    return new RollbackVersion(ID, versionId, environment, Set.of(excluded), "new");
  }
}
