package io.botledger.platform.web;

/**
 * An answer that is made chunk by chunk, each with statements of its own, so that none is held, nor
 * a connection, while a slow client takes its time.
 */
public interface LongAnswer {

  /** Reads and renders the next chunk; it fits into memory. */
  byte[] next();

  /** Whether the last chunk was made. */
  boolean isDone();
}
