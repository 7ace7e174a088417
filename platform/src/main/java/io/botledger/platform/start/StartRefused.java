package io.botledger.platform.start;

import org.jspecify.annotations.Nullable;

/**
 * Stops the start: something outside the program is not as it must be. People see the two sentences
 * and no stack trace.
 */
public final class StartRefused extends IllegalStateException {
  private final String description;
  private final String action;

  /**
   * A refusal.
   *
   * @param description what is wrong; never holds a secret
   * @param action what to do about it
   */
  public StartRefused(String description, String action) {
    this(description, action, null);
  }

  public StartRefused(String description, String action, @Nullable Throwable cause) {
    super(description + " " + action, cause);
    this.description = description;
    this.action = action;
  }

  String description() {
    return description;
  }

  String action() {
    return action;
  }
}
