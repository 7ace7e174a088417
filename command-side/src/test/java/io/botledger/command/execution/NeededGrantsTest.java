package io.botledger.command.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.VersionContent;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Surface;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A caller who may create, and deploy to the environment test. */
class NeededGrantsTest {
  private final RequestContext context =
      new RequestContext(
          new Caller(
              "ci",
              "key",
              new Grants(
                  List.of(
                      new Grant(Permission.VERSIONS_CREATE, Resource.EVERYTHING),
                      new Grant(
                          Permission.VERSIONS_DEPLOY, new Resource(null, Environment.TEST))))),
          Surface.V1,
          "correlation",
          false);

  private void allowed(ChatbotCommand command) {
    assertThatCode(() -> NeededGrants.require(command, context)).doesNotThrowAnyException();
  }

  private void refused(ChatbotCommand command, String resource) {
    assertThatThrownBy(() -> NeededGrants.require(command, context))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ProblemCode.FORBIDDEN);
              assertThat(refusal.message()).isEqualTo("Insufficient permissions.");
              assertThat(refusal.members())
                  .containsEntry("permission", "chatbots.versions.deploy")
                  .containsEntry("resource", resource);
            });
  }

  private static CreateVersion create(@Nullable Environment deployTo) {
    return new CreateVersion(
        "a",
        "v",
        "name",
        "",
        null,
        new VersionContent("{}", "", 2, new Stats(0, 0, 0, 0, 0, 0)),
        deployTo,
        "d");
  }

  private static RollbackVersion rollback(@Nullable Environment environment) {
    return new RollbackVersion("a", "v", environment, Set.of(), "d");
  }

  @Test
  void deploysWhereItIsGranted() {
    allowed(new DeployVersion("a", "v", Environment.TEST, "d"));
    refused(new DeployVersion("a", "v", Environment.PROD, "d"), "chatbots/a/environments/prod");
    refused(new DeployVersion("a", "v", Environment.DEV, "d"), "chatbots/a/environments/dev");
  }

  @Test
  void aCreateThatDeploysTakesBoth() {
    allowed(create(null));
    allowed(create(Environment.TEST));
    refused(create(Environment.PROD), "chatbots/a/environments/prod");
  }

  @Test
  void aRollbackThatNamesNoEnvironmentMayBeInAny() {
    allowed(rollback(Environment.TEST));
    refused(rollback(Environment.PROD), "chatbots/a/environments/prod");
    refused(rollback(null), "chatbots/a");
  }

  @Test
  void theOthersWereSeenToByTheirPath() {
    allowed(new DeleteVersion("a", "v"));
  }
}
