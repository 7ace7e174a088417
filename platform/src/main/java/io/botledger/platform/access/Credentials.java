package io.botledger.platform.access;

import io.botledger.platform.web.Caller;
import java.util.Optional;

/** One kind of credentials: finds out who asks. Every bean of this type is asked, in order. */
public interface Credentials {

  /**
   * The caller; empty if this is no credential of the kind, or a wrong one.
   *
   * @throws io.botledger.platform.web.Refusal {@code unavailable} if it cannot be told now
   */
  Optional<Caller> authenticate(Presented presented);

  /**
   * The same where it cannot be told now, by what was known last. It opens nothing but reads that
   * are answered by what was known last, too.
   */
  default Optional<Caller> lastKnown(Presented presented) {
    return authenticate(presented);
  }
}
