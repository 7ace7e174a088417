package io.botledger.platform.web;

import io.botledger.platform.web.JsonMember.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body apart, member by member, and collects all that is wrong with it. Nothing is coerced.
 *
 * <p>Ask for every member the operation knows, then call {@link #check()}; only after it the values
 * mean anything.
 */
public final class JsonFields {
  private final JsonBody body;
  private final List<Issue> issues = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();

  public JsonFields(JsonBody body) {
    this.body = body;
    issues.addAll(body.issues());
  }

  /** A name: 1 to 200 characters, not blank, without control characters. */
  public String name(String field) {
    JsonMember member = member(field, Kind.STRING, true);
    return member == null ? "" : nameOf(member);
  }

  /** A name that may be absent. */
  public @Nullable String optionalName(String field) {
    JsonMember member = member(field, Kind.STRING, false);
    return member == null ? null : nameOf(member);
  }

  /** A text of at most that many characters (code points) that may be absent. */
  public @Nullable String optionalText(String field, int maxCharacters) {
    JsonMember member = member(field, Kind.STRING, false);
    if (member == null) {
      return null;
    }
    if (length(member.text()) > maxCharacters) {
      issue(field, "It may have at most %,d characters.".formatted(maxCharacters));
    }
    return member.text();
  }

  /** One of a closed set of words. */
  public String oneOf(String field, List<String> values) {
    JsonMember member = member(field, Kind.STRING, true);
    return member == null ? "" : oneOf(member, values);
  }

  /** One of a closed set of words that may be absent. */
  public @Nullable String optionalOneOf(String field, List<String> values) {
    JsonMember member = member(field, Kind.STRING, false);
    return member == null ? null : oneOf(member, values);
  }

  /** A position in the log, from 1 up; null if absent. */
  public @Nullable Long optionalPosition(String field) {
    JsonMember member = member(field, Kind.NUMBER, false);
    if (member == null) {
      return null;
    }
    if (member.text().matches("[0-9]{1,18}") && Long.parseLong(member.text()) > 0) {
      return Long.parseLong(member.text());
    }
    issue(field, "It must be a position in the log: an integer from 1 up.");
    return null;
  }

  /** An RFC 3339 time that may be absent. */
  public @Nullable Instant optionalTime(String field) {
    JsonMember member = member(field, Kind.STRING, false);
    if (member == null) {
      return null;
    }
    Instant time = Timestamps.parse(member.text());
    if (time == null) {
      issue(field, "It must be an RFC 3339 time such as 2026-11-21T09:30:00.000Z.");
    }
    return time;
  }

  /**
   * An object that is a body of its own: what is wrong inside it is said by the fields of that one,
   * and not by these. Empty if absent.
   */
  public JsonBody object(String field) {
    JsonMember member = member(field, Kind.OBJECT, true);
    if (member == null) {
      return JsonBody.EMPTY;
    }
    issues.removeIf(issue -> issue.field().startsWith(field + "."));
    return JsonScan.of(member.raw());
  }

  /** A member of any shape that may be absent, with a type that is checked. */
  public @Nullable JsonMember optional(String field, Kind kind) {
    return member(field, kind, false);
  }

  /** A member that must be there, with a type that is checked. */
  public @Nullable JsonMember required(String field, Kind kind) {
    return member(field, kind, true);
  }

  /** Reports something that only the operation itself can find wrong. */
  public void issue(String field, String message) {
    issues.add(new Issue(field, message));
  }

  /** Lets members be there that were not asked for. */
  public void allowUnknown() {
    known.addAll(body.members().keySet());
  }

  /**
   * To be called once all known members were asked for.
   *
   * @throws Refusal a 400 that names everything that is wrong
   */
  public void check() {
    body.members().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                issue(
                    name,
                    "This member is not known here. Known are: " + String.join(", ", known) + "."));
    if (!issues.isEmpty()) {
      throw Refusal.invalid(issues);
    }
  }

  private @Nullable JsonMember member(String field, Kind kind, boolean required) {
    known.add(field);
    JsonMember member = body.members().get(field);
    if (member == null) {
      if (required) {
        issue(field, "It is missing.");
      }
      return null;
    }
    if (member.kind() != kind) {
      issue(field, "It must be " + kind.text() + ", not " + member.kind().text() + ".");
      return null;
    }
    return member;
  }

  private String nameOf(JsonMember member) {
    nameProblem(member.text()).ifPresent(problem -> issue(member.name(), problem));
    return member.text();
  }

  /** What is wrong with a text as a name; empty if nothing is. */
  public static Optional<String> nameProblem(String name) {
    if (name.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      return Optional.of("It may not be blank.");
    }
    if (length(name) > 200) {
      return Optional.of("It may have at most 200 characters.");
    }
    return name.codePoints().anyMatch(Character::isISOControl)
        ? Optional.of("It may not contain control characters.")
        : Optional.empty();
  }

  private String oneOf(JsonMember member, List<String> values) {
    if (!values.contains(member.text())) {
      issue(member.name(), "It must be one of: " + String.join(", ", values) + ".");
    }
    return member.text();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
