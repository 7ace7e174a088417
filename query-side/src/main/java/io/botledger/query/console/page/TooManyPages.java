package io.botledger.query.console.page;

/** More pages are being made than this process has threads for. */
final class TooManyPages extends RuntimeException {
  TooManyPages() {
    super("Too many pages are being made.", null, false, false);
  }
}
