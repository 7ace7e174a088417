package io.botledger.platform.web;

import io.botledger.events.Stats;

/**
 * A member of a request's body.
 *
 * @param raw the value exactly as it was sent
 * @param text the characters of a string, the literal of anything else that is no object or array
 * @param levels how deep the value is nested; 1 for an object or array of plain values, 0 for a
 *     plain value
 * @param stats what the value holds of the arrays that {@link Stats} counts, itself included
 */
public record JsonMember(String name, Kind kind, String raw, String text, int levels, Stats stats) {

  /** JSON's types. */
  public enum Kind {
    OBJECT("an object"),
    ARRAY("an array"),
    STRING("a text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NULL("null");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For sentences: {@code must be an object}. */
    public String text() {
      return text;
    }
  }
}
