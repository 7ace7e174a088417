package io.botledger.query.rebuild;

/** A rebuild or a verification cannot come to its end, however often it is tried. */
final class RebuildFailed extends RuntimeException {

  /**
   * @param reason a sentence for people
   */
  RebuildFailed(String reason) {
    super(reason);
  }
}
