package io.botledger.query.projection;

import java.util.Collection;

/**
 * Is told when rows of chatbots change, by whoever keeps answers that were made of them. No rows
 * change between an end and the next beginning.
 */
public interface Changes {

  /** For whom nobody listens. */
  Changes NOBODY =
      new Changes() {
        @Override
        public void begin(Collection<String> chatbotIds) {}

        @Override
        public void end(Collection<String> chatbotIds) {}

        @Override
        public void claimed() {}
      };

  /** Before their change is committed. */
  void begin(Collection<String> chatbotIds);

  /** Once it is committed, or will not be, as far as can be told; before it is reported. */
  void end(Collection<String> chatbotIds);

  /**
   * A segment was claimed. Whatever was under way in it is over, be it in another process, or after
   * a commit whose outcome nobody has heard.
   */
  void claimed();
}
