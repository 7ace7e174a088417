package io.botledger.platform.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The member of the published answer that says whether an operation succeeded. A refusal carries it
 * as {@code false}, so that clients of the published API understand it.
 */
final class PublishedFlags {
  private record Flag(String method, Pattern path, String member) {}

  private static final List<Flag> FLAGS =
      List.of(
          flag("POST", "/v1/chatbots/[^/]*/versions/[^/]*/deploy", "started"),
          flag("POST", "/v1/chatbots/[^/]*/versions/[^/]*/rollback", "rolledBack"),
          flag("POST", "/v1/chatbots/[^/]*/versions/[^/]*/restore", "restored"),
          flag("DELETE", "/v1/chatbots/[^/]*/versions/[^/]*", "deleted"),
          flag("POST", "/v1/chatbots/[^/]*/environments/[^/]*/rollback", "rolledBack"),
          flag("DELETE", "/v1/chatbots/[^/]*/environments/[^/]*/deployment", "undeployed"),
          flag("DELETE", "/v1/api-keys/[^/]*", "revoked"));

  private PublishedFlags() {}

  static Optional<String> of(String method, String path) {
    return FLAGS.stream()
        .filter(flag -> flag.method.equals(method) && flag.path.matcher(path).matches())
        .map(Flag::member)
        .findFirst();
  }

  private static Flag flag(String method, String path, String member) {
    return new Flag(method, Pattern.compile(path), member);
  }
}
