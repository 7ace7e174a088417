package io.botledger.events;

import java.util.List;

/**
 * An API key was created.
 *
 * @param chatbotId {@link ApiKeyEvent#CHATBOT_ID}
 * @param name what its bearer is called in all that is recorded
 * @param expires from when on it opens nothing: RFC 3339, UTC, with milliseconds
 */
public record ApiKeyCreated(String chatbotId, String name, List<Grant> grants, String expires)
    implements ApiKeyEvent {

  /**
   * A permission on a resource.
   *
   * @param permission as published, such as {@code chatbots.versions.list}
   * @param resource such as {@code chatbots/*} or {@code chatbots/a/environments/test}
   */
  public record Grant(String permission, String resource) {}
}
