package io.botledger.platform.web;

import io.botledger.platform.grant.Grants;

/**
 * Who asks.
 *
 * @param name recorded as {@code created_by}, {@code deployed_by} and so on
 * @param kind what identified the caller: {@code key}
 * @param grants what the caller may do
 */
public record Caller(String name, String kind, Grants grants) {

  /** What tells the caller's credential from all others, those of the same name included. */
  public String credentialId() {
    return kind + ":" + name;
  }
}
