package io.botledger.query.console.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/api-keys}. */
public record Keys(List<Key> keys) {

  public record Key(
      String id,
      String name,
      List<Grant> grants,
      String created,
      String createdBy,
      String expires,
      String state,
      @Nullable String lastUsed,
      @Nullable String revoked,
      @Nullable String revokedBy) {

    public boolean isActive() {
      return state.equals("active");
    }
  }

  public record Grant(String permission, String resource) {}

  /**
   * The answer that creates one.
   *
   * @param secret null if the request was sent before: it is in the first answer alone
   */
  public record Created(Key key, @Nullable String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }
}
