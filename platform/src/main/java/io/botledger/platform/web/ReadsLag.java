package io.botledger.platform.web;

/** Says that the projections have not got as far as they should have. */
public final class ReadsLag {

  /** {@code true} on a write that reads may not show yet, and on a read that may lack something. */
  public static final String HEADER = "Botledger-Reads-Lag";

  private ReadsLag() {}
}
