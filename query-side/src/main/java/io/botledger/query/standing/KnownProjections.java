package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;

/** The projections by the names that clients use. */
public final class KnownProjections {
  private KnownProjections() {}

  /**
   * The projection of that name.
   *
   * @throws Refusal {@code not-found} if there is none
   */
  public static Projection named(String name) {
    return Projection.named(name)
        .orElseThrow(
            () -> Refusal.of(ProblemCode.NOT_FOUND, "No projection is called '" + name + "'."));
  }
}
