package io.botledger.platform.answer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What an accepted command is answered with: all of it that a repeated request gets again.
 *
 * @param body what is written as JSON
 * @param location the path of what was created; null: nothing was
 * @param entityTag that of the version, or of the running deployment, for the next conditional
 *     write; null: there is nothing to expect
 */
public record Reply(
    HttpStatus status, Object body, @Nullable String location, @Nullable String entityTag) {

  public static Reply of(HttpStatus status, Object body) {
    return new Reply(status, body, null, null);
  }

  /** The same with a {@code Location}. */
  public Reply at(String path) {
    return new Reply(status, body, path, entityTag);
  }

  /** The same with an {@code ETag}, which is given in quotes. */
  public Reply tagged(String tag) {
    return new Reply(status, body, location, tag);
  }

  /** The same with the body as the JSON text that is kept of it. */
  Reply with(Object another) {
    return new Reply(status, another, location, entityTag);
  }
}
