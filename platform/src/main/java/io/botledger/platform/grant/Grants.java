package io.botledger.platform.grant;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a caller may do. What is not granted is denied. */
public final class Grants {

  /** Every permission on everything. */
  public static final Grants ALL =
      new Grants(
          Arrays.stream(Permission.values())
              .map(permission -> new Grant(permission, Resource.EVERYTHING))
              .toList());

  private final Set<Grant> grants;

  public Grants(Collection<Grant> grants) {
    this.grants = Set.copyOf(grants);
  }

  /** Whether the permission is there on the whole resource. */
  public boolean allow(Permission permission, Resource resource) {
    return of(permission).anyMatch(granted -> granted.covers(resource));
  }

  /** Whether the permission is there on the chatbot, be it in one environment only. */
  public boolean allowSomewhere(Permission permission, String chatbotId) {
    return of(permission)
        .anyMatch(granted -> granted.chatbotId() == null || granted.chatbotId().equals(chatbotId));
  }

  /** Whether the permission is there on anything as a whole. */
  public boolean allowOnAny(Permission permission) {
    return of(permission).anyMatch(granted -> granted.environment() == null);
  }

  /** The chatbots that the permission is there for as a whole; empty: all. */
  public Optional<Set<String>> chatbots(Permission permission) {
    return allow(permission, Resource.EVERYTHING)
        ? Optional.empty()
        : Optional.of(
            of(permission)
                .filter(granted -> granted.environment() == null)
                .map(Resource::chatbotId)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private Stream<Resource> of(Permission permission) {
    return grants.stream().filter(grant -> grant.permission() == permission).map(Grant::resource);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Grants those && those.grants.equals(grants);
  }

  @Override
  public int hashCode() {
    return grants.hashCode();
  }

  @Override
  public String toString() {
    return grants.toString();
  }
}
