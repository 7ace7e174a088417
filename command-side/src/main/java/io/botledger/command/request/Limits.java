package io.botledger.command.request;

/** How long texts may be, in characters. */
public final class Limits {
  public static final int DESCRIPTION = 10_000;
  public static final int REASON = 2_000;
  public static final int MODEL_ID = 200;

  private Limits() {}
}
