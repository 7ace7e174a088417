package io.botledger.query.console.page;

/** More pages are being made than this process has threads for. */
public final class TooManyPages extends RuntimeException {
  public TooManyPages() {
    super("Too many pages are being made.", null, false, false);
  }
}
