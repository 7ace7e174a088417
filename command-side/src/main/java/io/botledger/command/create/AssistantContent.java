package io.botledger.command.create;

import io.botledger.command.decision.VersionContent;
import io.botledger.events.Stats;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An assistant's configuration as AI Hub sends it: the whole body but the version's name. The
 * members of the published examples have their types, null counting as absent; all others are kept
 * as they are.
 */
final class AssistantContent {
  static final String VERSION_NAME = "version_name";

  private static final Map<String, Kind> TYPES =
      Map.of(
          "name", Kind.STRING,
          "description", Kind.STRING,
          "logo_url", Kind.STRING,
          "preferences", Kind.OBJECT,
          "integrations", Kind.OBJECT,
          "knowledge_base", Kind.ARRAY);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<JsonMember> members;

  private AssistantContent(List<JsonMember> members) {
    this.members = members;
  }

  /** Takes the members that are content, and reports to the fields what is wrong with them. */
  static AssistantContent of(JsonBody body, JsonFields fields) {
    fields.allowUnknown();
    List<JsonMember> members = new ArrayList<>();
    for (JsonMember member : body.members().values()) {
      Kind type = TYPES.get(member.name());
      boolean absent = type != null && member.kind() == Kind.NULL;
      if (!member.name().equals(VERSION_NAME) && !absent) {
        check(member, type == null ? member.kind() : type, fields);
        members.add(member);
      }
    }
    return new AssistantContent(members);
  }

  private static void check(JsonMember member, Kind type, JsonFields fields) {
    if (member.kind() != type) {
      fields.issue(
          member.name(), "It must be " + type.text() + ", not " + member.kind().text() + ".");
    } else if (member.levels() + 1 > Content.MAX_LEVELS) {
      fields.issue(
          member.name(),
          "The content may be nested at most " + Content.MAX_LEVELS + " levels deep.");
    } else if (member.name().equals("knowledge_base") && !holdsObjectsOnly(member.raw())) {
      fields.issue(member.name(), "It must be an array of objects.");
    }
  }

  private static boolean holdsObjectsOnly(String array) {
    try (JsonParser parser = JSON.createParser(array)) {
      parser.nextToken();
      for (JsonToken element = parser.nextToken();
          element != JsonToken.END_ARRAY;
          element = parser.nextToken()) {
        if (element != JsonToken.START_OBJECT) {
          return false;
        }
        parser.skipChildren();
      }
      return true;
    } catch (StreamConstraintsException tooLong) {
      return true; // A number of too many digits, which is reported as such.
    }
  }

  /** The content, with every value as it was sent. */
  VersionContent toContent() {
    String json =
        members.stream()
            .map(member -> JSON.writeValueAsString(member.name()) + ":" + member.raw())
            .collect(Collectors.joining(",", "{", "}"));
    return Content.of(json, stats());
  }

  private Stats stats() {
    return members.stream()
        .map(JsonMember::stats)
        .reduce(
            Stats.NONE,
            (a, b) ->
                new Stats(
                    a.steps() + b.steps(),
                    a.events() + b.events(),
                    a.intents() + b.intents(),
                    a.entities() + b.entities(),
                    a.flows() + b.flows(),
                    a.triggers() + b.triggers()));
  }
}
