package io.botledger.query.console.answer;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code GET …/events}. */
public record Events(List<Event> events) {

  /**
   * An event.
   *
   * @param payload who is asked for here: the chatbot, a name, an environment
   */
  public record Event(
      long position,
      String type,
      String versionId,
      long sequence,
      String timestamp,
      JsonNode payload,
      JsonNode metadata) {

    public String chatbotId() {
      return payload.path("chatbotId").asString("");
    }

    public String actor() {
      return metadata.path("actor").path("name").asString("");
    }

    /** What it is about, in a few words. */
    public String about() {
      String environment = payload.path("environment").asString("");
      String name = payload.path("name").asString("");
      return type.equals("VersionCreated")
          ? payload.path("versionNumber").asString("") + " " + name
          : environment + name;
    }

    /** Whether there is a state before and after it: of what is about keys there is none. */
    public boolean isOfAVersion() {
      return !chatbotId().isEmpty() && !chatbotId().equals("*");
    }
  }
}
