package io.botledger.platform.lastknown;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How a process may answer without asking PostgreSQL.
 *
 * @param alone whether nobody but this process changes anything: then what it remembers is the
 *     present until it changes it itself
 * @param files where it keeps what it may need after a restart
 */
public record LastKnown(boolean alone, LastKnownFiles files) {
  private static final String ONLY = LastKnown.class.getName() + ".only";

  /** Of a process beside others, which forgets all at its end. */
  public static final LastKnown IN_MEMORY = new LastKnown(false, LastKnownFiles.NONE);

  /** Who asks is known by what was known last; so no more than that may be answered. */
  public static void only(HttpServletRequest request) {
    request.setAttribute(ONLY, true);
  }

  /** Whether nothing but what was known last may be answered. */
  public static boolean isOnly(HttpServletRequest request) {
    return request.getAttribute(ONLY) != null;
  }
}
