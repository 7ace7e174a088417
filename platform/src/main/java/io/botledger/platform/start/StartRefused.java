package io.botledger.platform.start;

import org.jspecify.annotations.Nullable;

/**
 * Stops the start: something outside the program is not as it must be. People see the two sentences
 * and no stack trace.
 */
public final class StartRefused extends RuntimeException {
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
    super(description, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
