package io.botledger.platform.grant;

import java.util.Arrays;
import java.util.Optional;

/** What may be allowed. The names of the first five are ChatCaptain's, as published. */
public enum Permission {
  VERSIONS_LIST("chatbots.versions.list"),
  VERSIONS_CREATE("chatbots.versions.create"),
  VERSIONS_DELETE("chatbots.versions.delete"),
  VERSIONS_DEPLOY("chatbots.versions.deploy"),
  DEPLOYMENTS_STATUS("chatbots.deployments.status"),
  DEPLOYED_VERSION_READ("chatbots.deployed-version.read"),
  AUDIT_READ("chatbots.audit.read"),
  EVENTS_READ("chatbots.events.read"),
  PROJECTIONS_MANAGE("projections.manage"),
  API_KEYS_MANAGE("apikeys.manage"),
  METRICS_READ("metrics.read");

  private final String text;

  Permission(String text) {
    this.text = text;
  }

  /** The name in grants and answers. */
  public String text() {
    return text;
  }

  /** The permission of that name; empty if there is none. */
  public static Optional<Permission> named(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
