package io.botledger.application.grants;

import io.botledger.application.api.PublishedAiHubIT;
import io.botledger.application.api.PublishedChatCaptainIT;
import io.botledger.application.api.RunningBotledger;
import io.botledger.application.contract.ContractClient;
import io.botledger.platform.grant.Permission;
import org.junit.jupiter.api.Nested;

/** Clients of the published APIs need the permissions that are published, and no other. */
abstract class PublishedPermissions {
  private final GrantedCallers callers;

  PublishedPermissions(GrantedCallers callers) {
    this.callers = callers;
  }

  private ContractClient client() {
    return callers.withKeyFor(
        Permission.VERSIONS_LIST,
        Permission.VERSIONS_CREATE,
        Permission.VERSIONS_DELETE,
        Permission.VERSIONS_DEPLOY);
  }

  @Nested
  class ChatCaptain extends PublishedChatCaptainIT implements RunningBotledger {
    @Override
    public ContractClient connect() {
      return client();
    }

    @Override
    public ContractClient connectToLook() {
      return callers.admin();
    }
  }

  @Nested
  class AiHub extends PublishedAiHubIT implements RunningBotledger {
    @Override
    public ContractClient connect() {
      return client();
    }
  }
}
