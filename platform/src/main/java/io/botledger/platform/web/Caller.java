package io.botledger.platform.web;

import io.botledger.platform.grant.Grants;

/**
 * Who asks.
 *
 * @param name recorded as {@code created_by}, {@code deployed_by} and so on
 * @param kind what identified the caller: {@code key} or {@code token}
 * @param grants what the caller may do
 * @param credentialId what tells the caller's credential from all others, those of the same name
 *     included; no secret
 */
public record Caller(String name, String kind, Grants grants, String credentialId) {

  /** A caller who is the only one of that kind and name. */
  public Caller(String name, String kind, Grants grants) {
    this(name, kind, grants, kind + ":" + name);
  }
}
