package io.botledger.platform.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON without loss: numbers keep their literals. Two numbers are the same if their values are,
 * exactly: {@code 1.0} and {@code 1.00} do not differ.
 */
public sealed interface Json {

  /** Members in their order. */
  record Members(Map<String, Json> members) implements Json {}

  /** An array. */
  record Elements(List<Json> elements) implements Json {}

  /** A text, {@code true}, {@code false} or {@code null}: JSON text. */
  record Plain(String text) implements Json {}

  /** A number: its literal. */
  record Number(String literal) implements Json {}

  /** As JSON text. */
  default String text() {
    if (this instanceof Members object) {
      return object.members().entrySet().stream()
          .map(member -> Reader.quoted(member.getKey()) + ":" + member.getValue().text())
          .collect(Collectors.joining(",", "{", "}"));
    } else if (this instanceof Elements array) {
      return array.elements().stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    } else if (this instanceof Number number) {
      return number.literal();
    }
    return ((Plain) this).text();
  }

  /** Whether both say the same; the order of members says nothing. */
  default boolean same(Json other) {
    if (this instanceof Members a && other instanceof Members b) {
      return a.members().size() == b.members().size()
          && a.members().entrySet().stream()
              .allMatch(member -> sameMember(member.getValue(), b.members().get(member.getKey())));
    } else if (this instanceof Elements a && other instanceof Elements b) {
      return sameElements(a.elements(), b.elements());
    } else if (this instanceof Number a && other instanceof Number b) {
      return sameNumbers(a.literal(), b.literal());
    }
    return equals(other);
  }

  private static boolean sameMember(Json a, @Nullable Json b) {
    return b != null && a.same(b);
  }

  private static boolean sameElements(List<Json> a, List<Json> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).same(b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumbers(String a, String b) {
    try {
      return a.equals(b) || new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      // Beyond an exponent of 2^31 only the literals are compared.
      return false;
    }
  }

  /** Reads a JSON document. */
  static Json parse(String text) {
    try (JsonParser parser = Reader.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return Reader.value(parser);
    }
  }

  /** How text is read. */
  final class Reader {
    private static final JsonMapper JSON = new JsonMapper();
    // What is stored was within the limits of contents.
    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Reader() {}

    static String quoted(String text) {
      return JSON.writeValueAsString(text);
    }

    private static Json value(JsonParser parser) {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        return new Members(members);
      } else if (token == JsonToken.START_ARRAY) {
        List<Json> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        return new Elements(elements);
      } else if (token == JsonToken.VALUE_STRING) {
        return new Plain(quoted(parser.getString()));
      } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
        return new Number(parser.getString());
      }
      return new Plain(parser.getString());
    }
  }
}
