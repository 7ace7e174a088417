package io.botledger.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.json.Json.Elements;
import io.botledger.platform.json.Json.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Patches turn a into b. */
class DifferenceTest {
  /** Each element has a path of ten thousand characters; both values are within all limits. */
  @Test
  void whatWouldBeFarLargerThanBothReplacesTheWhole() {
    String name = "n".repeat(10_000);
    Json from = Json.parse("{\"%s\":[%s0]}".formatted(name, "0,".repeat(200_000)));
    Json to = Json.parse("{\"%s\":[%s1]}".formatted(name, "1,".repeat(200_000)));
    assertThat(Difference.between(from, to)).containsExactly(Patch.replace("", to.text()));
    assertThat(Difference.between(from, from)).isEmpty();
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> NAMES = List.of("a", "b", "c/d", "e~f", "", "0", "ü\"");
  private static final List<String> PLAIN =
      List.of("1", "1.0", "1.00", "1e0", "-0", "0", "2", "\"x\"", "\"\"", "true", "null", "1e400");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {} | []",
        "{'a':1} | {'a':1.0e0} | []",
        "{'a':1,'b':[]} | {'b':[],'a':1} | []",
        "{'a':1} | {'a':'1'} | [{'op':'replace','path':'/a','value':'1'}]",
        "{'a/b':{'c~d':1}} | {'a/b':{'c~d':2.50}} | [{'op':'replace','path':'/a~1b/c~0d','value':2.50}]",
        "{'a':[1,2,3]} | {'a':[3]} | [{'op':'remove','path':'/a/1'},{'op':'remove','path':'/a/0'}]",
        "{'a':[1,2]} | {'a':[1,9,8,2]} | [{'op':'add','path':'/a/1','value':9},{'op':'add','path':'/a/2','value':8}]",
        "{'a':[{'x':1},2]} | {'a':[{'x':3},2]} | [{'op':'replace','path':'/a/0/x','value':3}]",
        "{'a':null} | {} | [{'op':'remove','path':'/a'}]",
        "{} | {'a':null} | [{'op':'add','path':'/a','value':null}]",
        "{'a':1e999999999999} | {'a':1e999999999999} | []",
      })
  void sayTheLeastThatIsNeeded(String from, String to, String patch) {
    assertThat(
            Patch.of(
                Difference.between(Json.parse(json(from)), Json.parse(json(to)))
                    .toArray(String[]::new)))
        .isEqualTo(json(patch));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void turnOneIntoTheOtherWhateverTheyAre() {
    Random random = new Random(20261121);
    int changes = 0;
    for (int round = 0; round < 3_000; round++) {
      Json from = members(random, 4);
      Json to = random.nextInt(4) == 0 ? members(random, 4) : changed(from, random);
      List<String> operations = Difference.between(from, to);
      Json result = from;
      for (String operation : operations) {
        result = applied(result, operation);
      }
      assertThat(result.same(to)).as("%s to %s by %s", from.text(), to.text(), operations).isTrue();
      assertThat(operations.isEmpty()).isEqualTo(from.same(to));
      assertThat(Json.parse(from.text())).isEqualTo(from);
      changes += operations.size();
    }
    assertThat(changes).isGreaterThan(3_000);
  }

  private static Json value(Random random, int depth) {
    int kind = depth == 0 ? 2 : random.nextInt(4);
    if (kind == 0) {
      return members(random, depth - 1);
    } else if (kind == 1) {
      List<Json> elements = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        elements.add(value(random, depth - 1));
      }
      return new Elements(elements);
    }
    return Json.parse(PLAIN.get(random.nextInt(PLAIN.size())));
  }

  private static Json members(Random random, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth));
    }
    return new Members(members);
  }

  private static Json changed(Json json, Random random) {
    if (json instanceof Members object) {
      Map<String, Json> members = new LinkedHashMap<>(object.members());
      members.replaceAll((name, value) -> random.nextInt(3) == 0 ? changed(value, random) : value);
      if (random.nextInt(3) == 0) {
        members.remove(NAMES.get(random.nextInt(NAMES.size())));
      }
      return new Members(members);
    } else if (json instanceof Elements array) {
      List<Json> elements = new ArrayList<>(array.elements());
      int at = random.nextInt(elements.size() + 1);
      if (random.nextBoolean() || elements.isEmpty()) {
        elements.add(at, value(random, 1));
      } else {
        elements.remove(Math.min(at, elements.size() - 1));
      }
      return new Elements(elements);
    }
    return value(random, 1);
  }

  private record Operation(String kind, String[] path, @Nullable Json value) {
    static Operation of(String text) {
      Map<String, Json> members = ((Members) Json.parse(text)).members();
      String path = JSON.readTree(text).get("path").stringValue();
      return new Operation(
          JSON.readTree(text).get("op").stringValue(),
          path.substring(1).split("/", -1),
          members.get("value"));
    }
  }

  /** RFC 6902, as far as it is used, told apart from the code under test. */
  private static Json applied(Json json, String operation) {
    return applied(json, Operation.of(operation), 0);
  }

  private static Json applied(Json json, Operation operation, int at) {
    String token = operation.path()[at].replace("~1", "/").replace("~0", "~");
    boolean last = at == operation.path().length - 1;
    if (json instanceof Members object) {
      Map<String, Json> members = new LinkedHashMap<>(object.members());
      assertThat(members.containsKey(token)).isEqualTo(!last || !operation.kind().equals("add"));
      if (!last) {
        members.computeIfPresent(token, (n, v) -> applied(v, operation, at + 1));
      } else if (operation.value() == null) {
        members.remove(token);
      } else {
        members.put(token, operation.value());
      }
      return new Members(members);
    }
    List<Json> elements = new ArrayList<>(((Elements) json).elements());
    int index = Integer.parseInt(token);
    if (!last) {
      elements.set(index, applied(elements.get(index), operation, at + 1));
    } else if (operation.value() == null) {
      elements.remove(index);
    } else if (operation.kind().equals("add")) {
      elements.add(index, operation.value());
    } else {
      elements.set(index, operation.value());
    }
    return new Elements(elements);
  }
}
