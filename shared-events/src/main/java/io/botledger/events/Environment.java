package io.botledger.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a version can run. Written in lower case wherever it leaves the process. */
public enum Environment {
  @JsonProperty("dev")
  DEV("dev"),
  @JsonProperty("test")
  TEST("test"),
  @JsonProperty("prod")
  PROD("prod");

  private final String text;

  Environment(String text) {
    this.text = text;
  }

  /** The name in lower case, as in paths, bodies, events and tables. */
  public String text() {
    return text;
  }

  /**
   * The environment of that lower-case name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Environment of(String text) {
    for (Environment environment : values()) {
      if (environment.text.equals(text)) {
        return environment;
      }
    }
    throw new IllegalArgumentException("No environment is called '" + text + "'.");
  }
}
