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
}
