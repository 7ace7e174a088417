package io.botledger.command;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the log against the contract's rules 1 to 4 and 8, at every prefix. It shares no code with
 * what it checks: it reads the rows as they are.
 */
public final class LogInvariants {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final DataSource dataSource;

  public LogInvariants(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What breaks the rules, each with its position; empty if nothing does. */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    Map<String, Chatbot> chatbots = new HashMap<>();
    Map<String, Long> streams = new HashMap<>();
    new JdbcTemplate(dataSource)
        .query(
            """
            select global_index, chatbot_id, aggregate_identifier, sequence_number, payload_type,
                   payload::text, meta_data ->> 'commandId', time_stamp
              from events.event order by global_index
            """,
            row -> {
              Event event =
                  new Event(
                      row.getLong(1),
                      row.getString(3),
                      row.getString(5),
                      JSON.readTree(row.getString(6)),
                      row.getString(7),
                      row.getObject(8, OffsetDateTime.class));
              long expected = streams.merge(event.versionId, 0L, (last, zero) -> last + 1);
              if (row.getLong(4) != expected) {
                violations.add(event + ": its sequence number is " + row.getLong(4));
              }
              chatbots
                  .computeIfAbsent(row.getString(2), id -> new Chatbot(violations))
                  .follow(event);
            });
    return violations;
  }

  private record Event(
      long position,
      String versionId,
      String type,
      JsonNode payload,
      String commandId,
      OffsetDateTime time) {

    String text(String member) {
      return payload.path(member).asString("");
    }

    @Nullable String nullable(String member) {
      JsonNode value = payload.path(member);
      return value.isNull() || value.isMissingNode() ? null : value.asString();
    }

    @Override
    public String toString() {
      return position + " " + type + " " + versionId;
    }
  }

  private record Version(String name, boolean deleted) {}

  private record Deployment(String id, String versionId, Map<String, String> components) {}

  private static final class Chatbot {
    private final List<String> violations;
    private final Map<String, Version> versions = new HashMap<>();
    private final Set<String> numbers = new HashSet<>();
    private final Map<String, Deployment> running = new HashMap<>();
    private final Map<String, Deployment> ended = new HashMap<>();
    private final Map<String, String> newest = new HashMap<>();
    private final Map<String, Deployment> deployments = new HashMap<>();
    private final Map<String, Event> awaited = new HashMap<>();
    private String lastNumber = "";
    private String lastModel = "";
    private @Nullable Event last;

    Chatbot(List<String> violations) {
      this.violations = violations;
    }

    void follow(Event event) {
      time(event);
      switch (event.type) {
        case "VersionCreated" -> created(event);
        case "VersionDeployed", "VersionRolledBack" -> started(event);
        case "VersionUndeployed" -> undeployed(event);
        case "VersionDeleted" -> deleted(event);
        case "VersionRestored" -> restored(event);
        default -> violations.add(event + ": unknown");
      }
      prefix(event);
      last = event;
    }

    private void time(Event event) {
      if (last == null) {
        return;
      }
      must(!event.time.isBefore(last.time), event, "time runs backwards");
      boolean sameCommand = event.commandId.equals(last.commandId);
      must(!sameCommand || event.time.isEqual(last.time), event, "one command has two times");
      must(
          sameCommand || awaited.isEmpty(),
          event,
          "the command before ended a deployment and did not start the next");
    }

    private void created(Event event) {
      must(!versions.containsKey(event.versionId), event, "the id was used before");
      String number = event.text("versionNumber");
      String model = event.text("modelId");
      must(number.equals(expectedNumber(model)), event, number + " comes after " + lastNumber);
      must(numbers.add(number), event, number + " comes twice");
      lastNumber = number;
      lastModel = model;
      versions.put(event.versionId, new Version(event.text("name"), false));
    }

    private String expectedNumber(String model) {
      if (lastNumber.isEmpty()) {
        return "1.0";
      }
      String[] parts = lastNumber.split("\\.");
      return model.equals(lastModel)
          ? parts[0] + "." + (Long.parseLong(parts[1]) + 1)
          : (Long.parseLong(parts[0]) + 1) + ".0";
    }

    private void started(Event event) {
      String environment = event.text("environment");
      String id = event.text("deploymentId");
      Map<String, String> components = new HashMap<>();
      event
          .payload
          .path("components")
          .properties()
          .forEach(entry -> components.put(entry.getKey(), entry.getValue().asString()));
      must(!running.containsKey(environment), event, "something runs there already");
      must(
          event.versionId.equals(components.get("conversation")), event, "it is on a wrong stream");
      must(
          Objects.equals(event.nullable("previousDeploymentId"), newest.get(environment)),
          event,
          "the previous deployment is " + newest.get(environment));
      Event end = awaited.remove(environment);
      must(end == null || end.text("replacedBy").equals(id), event, "another one was announced");
      if (event.type.equals("VersionDeployed")) {
        must(
            Set.copyOf(components.values()).equals(Set.of(event.versionId)),
            event,
            "it deploys several versions");
      } else {
        rolledBack(event, environment, components, end);
      }
      Deployment deployment = new Deployment(id, event.versionId, components);
      must(deployments.put(id, deployment) == null, event, "the deployment's id was used before");
      running.put(environment, deployment);
      newest.put(environment, id);
    }

    private void rolledBack(
        Event event, String environment, Map<String, String> components, @Nullable Event end) {
      String restoredId = event.nullable("restoredDeploymentId");
      Deployment restored = restoredId == null ? null : deployments.get(restoredId);
      must(
          restored != null || (restoredId == null && environment.equals("dev")),
          event,
          "it never ran there");
      Deployment before = end == null ? null : ended.get(environment);
      for (String component : List.of("apps", "settings")) {
        boolean kept = false;
        for (JsonNode excluded : event.payload.path("excluded")) {
          kept |= excluded.asString().equals(component);
        }
        String source = components.get(component);
        boolean right =
            kept
                ? before != null && Objects.equals(source, before.components.get(component))
                : event.versionId.equals(source)
                    || (restored != null && components.equals(restored.components));
        must(right, event, component + " come from " + source);
      }
    }

    private void undeployed(Event event) {
      String environment = event.text("environment");
      Deployment deployment = running.remove(environment);
      if (deployment == null) {
        violations.add(event + ": nothing runs there");
        return;
      }
      must(deployment.id.equals(event.text("deploymentId")), event, deployment.id + " runs there");
      must(deployment.versionId.equals(event.versionId), event, "it is on a wrong stream");
      ended.put(environment, deployment);
      if (event.nullable("replacedBy") != null) {
        awaited.put(environment, event);
      }
    }

    private void deleted(Event event) {
      Version version = versions.get(event.versionId);
      must(version != null && !version.deleted, event, "it is not there to be deleted");
      if (version != null) {
        versions.put(event.versionId, new Version(version.name, true));
      }
    }

    private void restored(Event event) {
      Version version = versions.get(event.versionId);
      must(version != null && version.deleted, event, "it was not deleted");
      versions.put(event.versionId, new Version(event.text("name"), false));
    }

    private void prefix(Event event) {
      running.forEach(
          (environment, deployment) ->
              Set.copyOf(deployment.components.values())
                  .forEach(
                      id -> {
                        Version version = versions.get(id);
                        must(
                            version != null && !version.deleted,
                            event,
                            id + " is deleted or unknown, and part of " + environment);
                      }));
      Set<String> names = new HashSet<>();
      versions.values().stream()
          .filter(version -> !version.deleted)
          .forEach(
              version -> must(names.add(version.name), event, version.name + " is there twice"));
    }

    private void must(boolean holds, Event event, String otherwise) {
      if (!holds) {
        violations.add(event + ": " + otherwise);
      }
    }
  }
}
