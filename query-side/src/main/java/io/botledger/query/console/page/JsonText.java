package io.botledger.query.console.page;

import io.botledger.platform.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is shown to people. Numbers keep the literals that they had. */
public final class JsonText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonText() {}

  /** How much text one page may become by indenting, in characters. */
  private static final int LONGEST = 262_144;

  private static final String CUT =
      "\n… The rest is too long to be shown. “This page by curl”, below, has all of it.";

  /** With line breaks; cut where it becomes too long. */
  public static String pretty(Json json) {
    return pretty(json, new Room());
  }

  /** The same, of several texts that share what may be shown. */
  public static String pretty(Json json, Room room) {
    StringBuilder text = new StringBuilder();
    write(json, "\n", text, room.left);
    boolean isCut = text.length() > room.left;
    if (isCut) {
      text.setLength(room.left);
      text.append(CUT);
    }
    room.left = isCut ? 0 : room.left - text.length();
    return text.toString();
  }

  /** What is left of a page's room for text. */
  public static final class Room {
    private int left = LONGEST;
  }

  /** The members of an object; none if it is no object. */
  public static Map<String, Json> members(@Nullable Json json) {
    return json instanceof Json.Members object ? object.members() : Map.of();
  }

  /** The elements of an array; none if it is no array. */
  public static List<Json> elements(@Nullable Json json) {
    return json instanceof Json.Elements array ? array.elements() : List.of();
  }

  /** A text without its quotes; anything else as JSON; empty if it is not there. */
  public static String string(@Nullable Json json) {
    if (json == null) {
      return "";
    }
    String text = json.text();
    return text.startsWith("\"") ? JSON.readValue(text, String.class) : text;
  }

  private static void write(Json json, String indent, StringBuilder text, int limit) {
    String deeper = indent + "  ";
    if (!members(json).isEmpty()) {
      text.append('{');
      Iterator<Map.Entry<String, Json>> members = members(json).entrySet().iterator();
      while (members.hasNext() && text.length() <= limit) {
        Map.Entry<String, Json> member = members.next();
        text.append(deeper).append(JSON.writeValueAsString(member.getKey())).append(": ");
        write(member.getValue(), deeper, text, limit);
        text.append(members.hasNext() ? "," : indent + "}");
      }
    } else if (!elements(json).isEmpty()) {
      text.append('[');
      Iterator<Json> elements = elements(json).iterator();
      while (elements.hasNext() && text.length() <= limit) {
        text.append(deeper);
        write(elements.next(), deeper, text, limit);
        text.append(elements.hasNext() ? "," : indent + "]");
      }
    } else {
      text.append(json.text());
    }
  }
}
