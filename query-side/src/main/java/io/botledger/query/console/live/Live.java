package io.botledger.query.console.live;

import io.botledger.query.console.answer.Audit;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a page hears of what happens while it is open.
 *
 * @param known the positions that it has been made with, with blanks between: no news to it
 */
public record Live(String url, String known) {

  /**
   * As many as concurrent commands may commit in another order than that of their positions, and
   * some more.
   */
  private static final int NEWEST = 8;

  /**
   * The newest entries of the audit. To be asked for before all else that a page shows: what
   * happens in between is news then.
   *
   * @param chatbotId null: of all chatbots
   */
  public static Part<Audit> newest(Api api, @Nullable String chatbotId) {
    return api.read(
        Audit.class, ApiPath.of("/v1/audit").with("chatbotId", chatbotId).with("limit", NEWEST));
  }

  /** What comes behind these; null if the audit may not be read. */
  public static @Nullable Live behind(Part<Audit> newest, @Nullable String chatbotId) {
    Audit audit = newest.value();
    if (audit == null) {
      return null;
    }
    List<Long> known = audit.entries().stream().map(Audit.Entry::position).toList();
    long oldest = known.isEmpty() ? 0 : known.get(known.size() - 1);
    return new Live(
        ApiPath.of("/console/live").with("chatbotId", chatbotId).with("after", oldest).toString(),
        known.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  /** The same in one; null if the audit may not be read. */
  public static @Nullable Live of(Api api, @Nullable String chatbotId) {
    return behind(newest(api, chatbotId), chatbotId);
  }

  /** What runs in a chatbot's environments: for those who may read that, and no audit. */
  public static Live ofChatbot(String chatbotId) {
    return new Live(ApiPath.of("/console/chatbots/{}/live", chatbotId).toString(), "");
  }
}
