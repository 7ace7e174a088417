package io.botledger.query.console.api;

/** The API cannot be asked: nobody answers at its address, or not in time. */
public final class ApiAway extends RuntimeException {
  ApiAway(String message, Throwable cause) {
    super(message, cause);
  }
}
