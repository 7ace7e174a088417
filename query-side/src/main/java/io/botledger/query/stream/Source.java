package io.botledger.query.stream;

import java.util.List;
import java.util.Map;

/** Where streams of a kind take from what they tell, by topic: the position in the log decides. */
public interface Source {

  /**
   * What is shown of a topic behind a position.
   *
   * @param changes those that are told, in order
   * @param last the newest position that was looked at
   * @param isFull whether there may be more behind it
   */
  record Page(List<Change> changes, long last, boolean isFull) {}

  /**
   * What is shown of each topic behind a position, a page of each at most. Of one topic everything
   * appears in the order of the positions: whoever asks for what is behind the last position that
   * was told gets everything once.
   *
   * @param positions by topic; those of which nothing is there are left out of the answer
   */
  Map<String, Page> after(Map<String, Long> positions);
}
