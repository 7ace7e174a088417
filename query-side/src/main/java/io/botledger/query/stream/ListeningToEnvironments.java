package io.botledger.query.stream;

import io.botledger.events.Environment;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext.CallerAgain;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the environments of a chatbot whose running version the caller may read.
 *
 * @param topic the chatbot's id
 * @param again asks whether the credential still opens what it did
 */
record ListeningToEnvironments(
    String topic, Set<Environment> environments, String kind, CallerAgain again)
    implements Listening {
  private static final Permission PERMISSION = Permission.DEPLOYED_VERSION_READ;

  /**
   * What a caller asks for, as far as it is granted.
   *
   * @param wanted null is every environment
   * @throws Refusal {@code forbidden} if nothing of it is
   */
  static ListeningToEnvironments of(
      String chatbotId, @Nullable Environment wanted, Caller caller, CallerAgain again) {
    Set<Environment> environments = granted(caller.grants(), chatbotId);
    if (wanted != null) {
      environments.retainAll(EnumSet.of(wanted));
    }
    if (environments.isEmpty()) {
      throw Refusal.forbidden(PERMISSION, new Resource(chatbotId, wanted));
    }
    return new ListeningToEnvironments(chatbotId, environments, caller.kind(), again);
  }

  @Override
  public boolean hears(Change change) {
    return environments.contains(change.environment());
  }

  @Override
  public boolean isStillGranted() {
    return again
        .ask()
        .map(caller -> granted(caller.grants(), topic).containsAll(environments))
        .orElse(false);
  }

  private static Set<Environment> granted(Grants grants, String chatbotId) {
    Set<Environment> granted = EnumSet.allOf(Environment.class);
    granted.removeIf(one -> !grants.allow(PERMISSION, new Resource(chatbotId, one)));
    return granted;
  }
}
