package io.botledger.query.console.relay;

/**
 * The API has broken an answer off. Without a cause: that is a connection's end, too, and must not
 * be taken for the browser's, to whom half a file would be ended as if it were whole.
 */
final class AnswerCut extends RuntimeException {
  AnswerCut(Throwable failure) {
    super(failure.toString(), null, false, false);
  }
}
