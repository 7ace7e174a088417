package io.botledger.query.stream;

/** Who listens to what. */
public interface Listening {

  /** What it is about, as a {@link Source} knows it. */
  String topic();

  /** Whether it is told of this change of its topic. */
  boolean hears(Change change);

  /** What the caller was identified by. */
  String kind();

  /**
   * Whether all of it is granted as of now.
   *
   * @throws io.botledger.platform.web.Refusal {@code unavailable} if it cannot be told
   */
  boolean isStillGranted();
}
