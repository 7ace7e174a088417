package io.botledger.application.postgres;

import org.jspecify.annotations.Nullable;

/** One attempt to start the embedded PostgreSQL went wrong; the message is what it said itself. */
final class ServerFailed extends Exception {
  ServerFailed(String said, @Nullable Throwable cause) {
    super(said, cause);
  }
}
