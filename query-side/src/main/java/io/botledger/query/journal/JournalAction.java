package io.botledger.query.journal;

/** What can be done to a projection. */
public enum JournalAction {
  REBUILD_STARTED("rebuild-started"),
  REBUILD_SWAPPED("rebuild-swapped"),
  REBUILD_FAILED("rebuild-failed"),
  REBUILD_CANCELLED("rebuild-cancelled"),
  VERIFICATION_STARTED("verification-started"),
  VERIFICATION_DONE("verification-done"),
  VERIFICATION_FAILED("verification-failed"),
  DEAD_LETTER_RETRIED("dead-letter-retried"),
  DEAD_LETTER_GIVEN_UP("dead-letter-given-up");

  private final String text;

  JournalAction(String text) {
    this.text = text;
  }

  /** The name in tables and answers. */
  public String text() {
    return text;
  }
}
