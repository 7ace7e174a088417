package io.botledger.platform.lastknown;

/**
 * How a process may answer without asking PostgreSQL.
 *
 * @param alone whether nobody but this process changes anything: then what it remembers is the
 *     present until it changes it itself
 * @param files where it keeps what it may need after a restart
 */
public record LastKnown(boolean alone, LastKnownFiles files) {

  /** Of a process beside others, which forgets all at its end. */
  public static final LastKnown IN_MEMORY = new LastKnown(false, LastKnownFiles.NONE);
}
