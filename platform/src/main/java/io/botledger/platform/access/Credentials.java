package io.botledger.platform.access;

import io.botledger.platform.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Finds out who asks. The one seam behind which more kinds of credentials come: whoever implements
 * it looks at the request's headers and at nothing else.
 */
public interface Credentials {

  /** The caller, or empty if the request carries no credentials or wrong ones. */
  Optional<Caller> authenticate(HttpServletRequest request);
}
