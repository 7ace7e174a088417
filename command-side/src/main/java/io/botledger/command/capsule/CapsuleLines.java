package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Content;
import io.botledger.command.capsule.CapsuleLine.End;
import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.command.capsule.CapsuleLine.Header;
import io.botledger.platform.web.Issue;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import io.botledger.platform.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads single lines: which kind it is, and that it has the members of that kind and no others. */
final class CapsuleLines {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");

  private final JsonBody body;
  private final JsonFields fields;

  private CapsuleLines(JsonBody body) {
    this.body = body;
    this.fields = new JsonFields(body);
  }

  /**
   * The line that the bytes are.
   *
   * @throws BadCapsule which says what is wrong with it
   */
  static CapsuleLine parse(long number, byte[] bytes) {
    try {
      CapsuleLines line = new CapsuleLines(JsonBody.parse(bytes));
      CapsuleLine read = line.read();
      line.fields.check();
      return read;
    } catch (Refusal e) {
      throw bad(number, e);
    }
  }

  /** What a content must be: an object, without what no content may have. */
  static void checkContent(long number, String content) {
    try {
      JsonFields members = new JsonFields(JsonBody.parse(content.getBytes(StandardCharsets.UTF_8)));
      members.allowUnknown();
      members.check();
    } catch (Refusal e) {
      throw bad(number, e);
    }
  }

  private static BadCapsule bad(long number, Refusal refusal) {
    return new BadCapsule(
        number,
        refusal.issues().stream().map(CapsuleLines::sentence).collect(Collectors.joining(" ")),
        refusal);
  }

  private static String sentence(Issue issue) {
    // A line of a capsule is a text of one line to the scanner.
    String message = issue.message().replace("Line 1, column", "Column");
    return issue.field().isEmpty() ? message : issue.field() + ": " + message;
  }

  private CapsuleLine read() {
    Set<String> names = body.members().keySet();
    if (names.contains("format")) {
      return header();
    } else if (names.contains("content")) {
      return new Content(hash("hash"), number("size"), text("content"));
    } else if (names.contains("payload")) {
      return event();
    }
    return new End(number("events"), number("contents"), hash("sha256"));
  }

  private Header header() {
    JsonMember chatbotId = body.members().get("chatbotId");
    boolean all = chatbotId != null && chatbotId.kind() == Kind.NULL;
    if (all) {
      fields.required("chatbotId", Kind.NULL);
    }
    return new Header(
        text("format"),
        (int) Math.min(number("version"), Integer.MAX_VALUE),
        all ? null : text("chatbotId"),
        number("position"),
        time("time"),
        text("product"));
  }

  private Event event() {
    return new Event(
        number("position"),
        text("id"),
        text("type"),
        text("revision"),
        text("versionId"),
        number("sequence"),
        time("timestamp"),
        object("payload"),
        object("metadata"));
  }

  private String text(String field) {
    JsonMember member = fields.required(field, Kind.STRING);
    if (member != null && member.text().isEmpty()) {
      fields.issue(field, "It may not be empty.");
    }
    return member == null ? "" : member.text();
  }

  private String object(String field) {
    JsonMember member = fields.required(field, Kind.OBJECT);
    return member == null ? "{}" : member.raw();
  }

  private long number(String field) {
    String literal = matching(field, Kind.NUMBER, NUMBER, "a whole number from 0 up");
    return literal == null ? 0 : Long.parseLong(literal);
  }

  private String hash(String field) {
    String text = matching(field, Kind.STRING, HASH, "64 hexadecimal digits");
    return text == null ? "" : text;
  }

  private String time(String field) {
    String text = matching(field, Kind.STRING, TIME, "a time like 2026-11-21T09:30:00.000Z");
    return text == null ? "" : text;
  }

  private @Nullable String matching(String field, Kind kind, Pattern pattern, String what) {
    JsonMember member = fields.required(field, kind);
    if (member == null) {
      return null;
    }
    if (!pattern.matcher(member.text()).matches()) {
      fields.issue(field, "It must be " + what + ".");
      return null;
    }
    return member.text();
  }
}
