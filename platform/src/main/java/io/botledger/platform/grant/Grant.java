package io.botledger.platform.grant;

import java.util.Optional;

/** A permission on a resource. */
public record Grant(Permission permission, Resource resource) {

  /** The grant of those names; empty if one of them is none. */
  public static Optional<Grant> of(String permission, String resource) {
    return Permission.named(permission)
        .flatMap(named -> Resource.parse(resource).map(about -> new Grant(named, about)));
  }
}
