package io.botledger.query.console.api;

/** The API cannot be asked: nobody answers at its address, or not in time. */
public final class ApiAway extends RuntimeException {
  private final boolean isSent;

  ApiAway(String message, boolean isSent, Throwable cause) {
    super(message, cause);
    this.isSent = isSent;
  }

  /** Whether the request may have arrived, and have been carried out. */
  public boolean isSent() {
    return isSent;
  }
}
