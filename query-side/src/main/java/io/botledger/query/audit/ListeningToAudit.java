package io.botledger.query.audit;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.RequestContext.CallerAgain;
import io.botledger.query.stream.Change;
import io.botledger.query.stream.Listening;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the audit of one chatbot, or to all of it.
 *
 * @param chatbotId null: all of it
 * @param again asks whether the credential still opens what it did
 */
record ListeningToAudit(@Nullable String chatbotId, String kind, CallerAgain again)
    implements Listening {

  @Override
  public String topic() {
    return Objects.requireNonNullElse(chatbotId, AuditGrowth.EVERYTHING);
  }

  @Override
  public boolean hears(Change change) {
    return true;
  }

  @Override
  public boolean isStillGranted() {
    return again
        .ask()
        .map(caller -> caller.grants().allow(Permission.AUDIT_READ, new Resource(chatbotId, null)))
        .orElse(false);
  }
}
