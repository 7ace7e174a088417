package io.botledger.command.rollback;

import io.botledger.command.decision.RollbackVersion.Component;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/**
 * ChatCaptain's {@code excludeComponents}: {@code 0} apps, {@code 1} settings; {@code -1} names no
 * component.
 */
record ExcludedComponents(Set<Component> components) {
  private static final String FIELD = "excludeComponents";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Reports to the fields what is wrong with it. */
  static ExcludedComponents of(JsonFields fields) {
    Set<Component> components = EnumSet.noneOf(Component.class);
    JsonMember member = fields.required(FIELD, Kind.ARRAY);
    if (member != null && member.levels() > 1) {
      fields.issue(FIELD, "It must be an array of 0, 1, -1.");
    } else if (member != null) {
      read(member.raw(), components, fields);
    }
    return new ExcludedComponents(components);
  }

  private static void read(String array, Set<Component> components, JsonFields fields) {
    try (JsonParser parser = JSON.createParser(array)) {
      parser.nextToken();
      int index = 0;
      for (JsonToken element = parser.nextToken();
          element != JsonToken.END_ARRAY;
          element = parser.nextToken()) {
        String literal = element.isNumeric() ? parser.getString() : "";
        switch (literal) {
          case "0" -> components.add(Component.APPS);
          case "1" -> components.add(Component.SETTINGS);
          case "-1" -> {}
          default -> fields.issue(FIELD + "[" + index + "]", "It must be one of: 0, 1, -1.");
        }
        index++;
      }
    } catch (StreamConstraintsException tooLong) {
      fields.issue(FIELD, "It must be an array of 0, 1, -1.");
    }
  }
}
