package io.botledger.query.projection;

/**
 * An event contradicts what the projection knows: it cannot be applied, however often it is tried.
 */
public final class DoesNotFit extends RuntimeException {

  /**
   * @param message a sentence for operators; what the projection knows and what the event says
   */
  public DoesNotFit(String message) {
    super(message);
  }
}
