package io.botledger.query.deployed;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonMember;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A content put together of the components of versions: the conversation's members first, then
 * {@code preferences} and {@code integrations}. Values keep the text that was sent.
 *
 * @param members JSON texts by name, in order
 */
record ComposedContent(Map<String, String> members) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SETTINGS = "preferences";
  private static final String APPS = "integrations";

  /** Of the contents of three versions, which may be the same one. */
  static ComposedContent of(String conversation, String settings, String apps) {
    Map<String, String> members = new LinkedHashMap<>();
    members(conversation)
        .forEach(
            (name, member) -> {
              if (!name.equals(SETTINGS) && !name.equals(APPS)) {
                members.put(name, member.raw());
              }
            });
    put(members, SETTINGS, members(settings).get(SETTINGS));
    put(members, APPS, members(apps).get(APPS));
    return new ComposedContent(members);
  }

  private static void put(Map<String, String> members, String name, @Nullable JsonMember member) {
    if (member != null) {
      members.put(name, member.raw());
    }
  }

  private static Map<String, JsonMember> members(String content) {
    return JsonBody.parse(content.getBytes(StandardCharsets.UTF_8)).members();
  }

  String text() {
    return members.entrySet().stream()
        .map(member -> JSON.writeValueAsString(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
