package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.events.Environment;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * What a command takes beyond what its method and path have told: the environment stands in the
 * body. All else is seen to before the body is read.
 */
final class NeededGrants {
  private NeededGrants() {}

  /**
   * Sees to it before anything is looked up.
   *
   * @throws io.botledger.platform.web.Refusal {@code forbidden}
   */
  static void require(ChatbotCommand command, RequestContext context) {
    if (command instanceof CreateVersion create && create.deployTo() != null) {
      deploy(create.chatbotId(), create.deployTo(), context);
    } else if (command instanceof DeployVersion deploy) {
      deploy(deploy.chatbotId(), deploy.environment(), context);
    } else if (command instanceof RollbackVersion rollback) {
      // Without an environment it may be any: which one it is only looking up would tell.
      deploy(rollback.chatbotId(), rollback.environment(), context);
    }
  }

  private static void deploy(
      String chatbotId, @Nullable Environment environment, RequestContext context) {
    context.require(Permission.VERSIONS_DEPLOY, new Resource(chatbotId, environment));
  }
}
