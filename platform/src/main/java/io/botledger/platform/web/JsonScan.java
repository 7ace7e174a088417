package io.botledger.platform.web;

import io.botledger.events.Stats;
import io.botledger.platform.web.JsonMember.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * One pass over a body: finds its members as they were sent, and all that JSON's grammar allows but
 * we do not.
 */
final class JsonScan {
  private static final int MAX_DIGITS = 1_000;
  private static final int MAX_TOKENS = 250_000;
  private static final int MAX_NAME = 10_000;
  private static final int MAX_MEMBERS = 10_000;
  private static final int MAX_ISSUES = 100;
  private static final int MAX_PATH = 500;
  private static final int PARSER_LEVELS = 1_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Its table of names would be filled by whoever sends many of them.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(PARSER_LEVELS)
                  .maxNumberLength(JsonBody.MAX_BYTES)
                  .maxStringLength(JsonBody.MAX_BYTES)
                  .maxNameLength(JsonBody.MAX_BYTES)
                  .build())
          .build();

  /** An object or array that is being read. */
  private static final class Level {
    final @Nullable Set<String> names;
    final @Nullable String countedAs;
    String member = "";
    int elements;

    Level(boolean object, @Nullable String countedAs) {
      this.names = object ? new HashSet<>() : null;
      this.countedAs = countedAs;
    }
  }

  private final String text;
  private final List<Issue> issues = new ArrayList<>();
  private final Map<String, JsonMember> members = new LinkedHashMap<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private final StatsCount stats = new StatsCount();
  private int start;
  private int deepest;
  private int tokens;
  private Kind kind = Kind.NULL;

  private JsonScan(String text) {
    this.text = text;
  }

  static JsonBody of(String text) {
    JsonScan scan = new JsonScan(text);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      scan.read(parser);
    } catch (StreamConstraintsException e) {
      throw Refusal.malformed("It is nested more than " + PARSER_LEVELS + " levels deep.");
    } catch (JacksonException e) {
      throw Refusal.malformed(where(e) + withoutSource(e.getOriginalMessage()));
    }
    return new JsonBody(Collections.unmodifiableMap(scan.members), List.copyOf(scan.issues));
  }

  /** Jackson names its own settings where it says that it does not quote the source. */
  private static String withoutSource(String message) {
    return message.replaceAll("Source: REDACTED[^;]*; ", "");
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : "Line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ": ";
  }

  private void read(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw Refusal.malformed("It is empty; a JSON object is needed.");
    }
    if (first != JsonToken.START_OBJECT) {
      throw Refusal.invalid("", "The body must be a JSON object.");
    }
    levels.push(new Level(true, null));
    while (!levels.isEmpty()) {
      token(parser, parser.nextToken());
    }
    if (parser.nextToken() != null) {
      throw Refusal.malformed("Something follows after the JSON object.");
    }
  }

  private void token(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      throw Refusal.malformed("It ends in the middle.");
    }
    if (++tokens > MAX_TOKENS) {
      throw Refusal.of(
          ProblemCode.TOO_LARGE,
          "The body may have at most %,d names and values.".formatted(MAX_TOKENS));
    }
    switch (token) {
      case PROPERTY_NAME -> name(parser.currentName());
      case START_OBJECT, START_ARRAY -> open(parser, token == JsonToken.START_OBJECT);
      case END_OBJECT, END_ARRAY -> close(parser);
      default -> plain(parser, token);
    }
  }

  private void name(String name) {
    Level level = levels.getFirst();
    characters(name, "A member's name");
    if (name.length() > MAX_NAME) {
      issue("A member's name may have at most 10,000 characters.");
    }
    level.member = name;
    if (level.names != null && !level.names.add(name)) {
      issue("This member stands here more than once.");
    }
  }

  private void open(JsonParser parser, boolean object) {
    Level outer = levels.getFirst();
    outer.elements++;
    if (levels.size() == 1) {
      begin(parser, object ? Kind.OBJECT : Kind.ARRAY);
    }
    boolean counted = !object && outer.names != null && StatsCount.counts(outer.member);
    levels.push(new Level(object, counted ? outer.member : null));
    deepest = Math.max(deepest, levels.size() - 1);
  }

  private void close(JsonParser parser) {
    Level closed = levels.pop();
    if (closed.countedAs != null) {
      stats.add(closed.countedAs, closed.elements);
    }
    if (levels.size() == 1) {
      end("", (int) parser.currentLocation().getCharOffset());
    }
  }

  private void plain(JsonParser parser, JsonToken token) {
    levels.getFirst().elements++;
    if (levels.size() == 1) {
      begin(parser, kind(token));
    }
    if (token == JsonToken.VALUE_STRING) {
      characters(parser.getString(), "The text");
    } else if (token.isNumeric() && hasTooManyDigits(parser)) {
      issue("A number may have at most 1,000 digits.");
    }
    if (levels.size() == 1) {
      String value = parser.getString();
      end(value, token == JsonToken.VALUE_STRING ? endOfString() : start + value.length());
    }
  }

  private static boolean hasTooManyDigits(JsonParser parser) {
    return parser.getStringLength() > MAX_DIGITS
        && parser.getString().chars().filter(c -> c >= '0' && c <= '9').count() > MAX_DIGITS;
  }

  private void begin(JsonParser parser, Kind kind) {
    this.kind = kind;
    start = (int) parser.currentTokenLocation().getCharOffset();
    deepest = 0;
    stats.clear();
  }

  private void end(String value, int end) {
    if (members.size() == MAX_MEMBERS) {
      throw Refusal.of(
          ProblemCode.TOO_LARGE,
          "The body may have at most %,d members of its own.".formatted(MAX_MEMBERS));
    }
    members.computeIfAbsent(
        levels.getFirst().member,
        name ->
            new JsonMember(
                name, kind, text.substring(start, end), value, deepest, stats.toStats()));
  }

  private int endOfString() {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private void characters(String value, String what) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0) {
        issue(what + " may not contain the character U+0000.");
        return;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        issue(what + " contains an unpaired surrogate.");
        return;
      }
    }
  }

  private void issue(String message) {
    issues.add(new Issue(path(), message));
    if (issues.size() == MAX_ISSUES) {
      throw Refusal.invalid(List.copyOf(issues)); // Whoever has so many shall not cost more.
    }
  }

  /** Of the member that is being read; cut where it is longer than anybody reads. */
  private String path() {
    StringBuilder path = new StringBuilder();
    Iterator<Level> outermostFirst = levels.descendingIterator();
    while (outermostFirst.hasNext() && path.length() < MAX_PATH) {
      Level level = outermostFirst.next();
      if (level.names == null) {
        path.append('[').append(Math.max(0, level.elements - 1)).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(printable(level.member));
      }
    }
    return outermostFirst.hasNext() ? path + "…" : path.toString();
  }

  private static String printable(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints()
        .limit(200)
        .forEach(c -> safe.appendCodePoint(c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c));
    return safe.toString();
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
      default -> Kind.NULL;
    };
  }

  /** Adds up {@link Stats} while reading. */
  private static final class StatsCount {
    private static final List<String> NAMES =
        List.of("steps", "events", "intents", "entities", "flows", "triggers");
    private final long[] counts = new long[NAMES.size()];

    static boolean counts(String name) {
      return NAMES.contains(name);
    }

    void add(String name, int elements) {
      counts[NAMES.indexOf(name)] += elements;
    }

    void clear() {
      Arrays.fill(counts, 0);
    }

    Stats toStats() {
      return new Stats(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }
  }
}
