package io.botledger.platform.progress;

/** Tells readers of the log, in this process and in all others, that events were committed. */
public interface EventsAppended {

  /** To be called after a commit, never inside it. Returns at once; announcements are merged. */
  void announce();
}
