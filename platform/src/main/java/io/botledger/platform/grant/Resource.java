package io.botledger.platform.grant;

import io.botledger.events.Environment;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a permission is about: a chatbot or all of them, as a whole or in one environment.
 *
 * @param chatbotId null: all chatbots, those to come included
 * @param environment null: as a whole
 */
public record Resource(@Nullable String chatbotId, @Nullable Environment environment) {

  /** {@code chatbots/*}. */
  public static final Resource EVERYTHING = new Resource(null, null);

  private static final Pattern FORM =
      Pattern.compile("chatbots/(\\*|[A-Za-z0-9._~:-]{1,128})(?:/environments/([a-z]+))?");

  /**
   * Reads {@code chatbots/{chatbotId}} or {@code chatbots/*}, with or without {@code
   * /environments/{environment}}; empty for anything else.
   */
  public static Optional<Resource> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(1).equals(".") || form.group(1).equals("..")) {
      return Optional.empty();
    }
    String chatbotId = form.group(1).equals("*") ? null : form.group(1);
    if (form.group(2) == null) {
      return Optional.of(new Resource(chatbotId, null));
    }
    return Stream.of(Environment.values())
        .filter(environment -> environment.text().equals(form.group(2)))
        .map(environment -> new Resource(chatbotId, environment))
        .findFirst();
  }

  /** Whether this has all that the other one has. */
  public boolean covers(Resource other) {
    return (chatbotId == null || chatbotId.equals(other.chatbotId))
        && (environment == null || environment == other.environment);
  }

  public String text() {
    return "chatbots/"
        + (chatbotId == null ? "*" : chatbotId)
        + (environment == null ? "" : "/environments/" + environment.text());
  }
}
