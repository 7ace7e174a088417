package io.botledger.command.apikey;

import io.botledger.command.request.Limits;
import io.botledger.platform.access.AdminKey;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Permission;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a new key shall be.
 *
 * @param expires in milliseconds
 */
record CreateApiKeyBody(String name, List<Grant> grants, Instant expires, @Nullable String reason) {
  private static final int MOST_GRANTS = 100;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How long keys live: unless their creator says how long, and at most. */
  record Lives(Duration usual, Duration longest) {}

  /**
   * Reads it.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names all that is wrong with it
   */
  static CreateApiKeyBody read(JsonFields fields, Lives lives, Instant now) {
    String name = fields.name("name");
    if (AdminKey.isItsName(name)) {
      fields.issue("name", "The audit must tell it from the admin key: choose another one.");
    }
    List<Grant> grants = grants(fields);
    Instant expires = expires(fields, lives, now);
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return new CreateApiKeyBody(name, grants, expires.truncatedTo(ChronoUnit.MILLIS), reason);
  }

  private static Instant expires(JsonFields fields, Lives lives, Instant now) {
    Instant given = fields.optionalTime("expires");
    if (given == null) {
      return now.plus(lives.usual());
    }
    if (!given.isAfter(now) || given.isAfter(now.plus(lives.longest()))) {
      fields.issue(
          "expires",
          "It must be a time to come, %d days from now at most."
              .formatted(lives.longest().toDays()));
    }
    return given;
  }

  private static List<Grant> grants(JsonFields fields) {
    JsonMember member = fields.required("grants", Kind.ARRAY);
    List<Grant> grants = new ArrayList<>();
    if (member == null) {
      return grants;
    }
    JsonNode given;
    try {
      given = JSON.readTree(member.raw());
    } catch (StreamConstraintsException e) {
      fields.issue("grants", "It has numbers, names or levels that no grant has.");
      return grants;
    }
    if (given.isEmpty() || given.size() > MOST_GRANTS) {
      fields.issue("grants", "It must have 1 to %d grants.".formatted(MOST_GRANTS));
    }
    for (int i = 0; i < Math.min(given.size(), MOST_GRANTS); i++) {
      grant(given.get(i), "grants[" + i + "]", fields, grants);
    }
    return grants;
  }

  private static void grant(JsonNode given, String field, JsonFields fields, List<Grant> grants) {
    if (!given.isObject()
        || !Set.copyOf(given.propertyNames()).equals(Set.of("permission", "resource"))
        || !given.get("permission").isString()
        || !given.get("resource").isString()) {
      fields.issue(field, "It must be an object of two texts, permission and resource.");
      return;
    }
    Grant.of(given.get("permission").asString(), given.get("resource").asString())
        .ifPresentOrElse(
            grants::add,
            () ->
                fields.issue(
                    field,
                    "The permission must be one of: %s; the resource chatbots/* or chatbots/{id}, or one of their environments, such as chatbots/*/environments/test."
                        .formatted(
                            Arrays.stream(Permission.values())
                                .map(Permission::text)
                                .collect(Collectors.joining(", ")))));
  }
}
