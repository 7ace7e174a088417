package io.botledger.application.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds what clients were told against the log: rule 5 of the contract. */
final class WritesInTheLog {
  private final Map<String, List<JsonNode>> events = new HashMap<>();

  /**
   * @param log all events, as {@code /v1/events} answers them
   */
  WritesInTheLog(List<JsonNode> log) {
    for (JsonNode event : log) {
      events
          .computeIfAbsent(
              event.at("/metadata/correlationId").asString(""), id -> new ArrayList<>())
          .add(event);
    }
  }

  /** A sentence for each write that is in the log otherwise than its client was told. */
  List<String> contradictions(List<Write> writes) {
    List<String> contradictions = new ArrayList<>();
    for (Write write : writes) {
      List<JsonNode> all = events.getOrDefault(write.id(), List.of());
      long times =
          all.stream()
              .filter(event -> event.at("/type").asString().equals(write.kind().event()))
              .count();
      Set<String> commands = new HashSet<>();
      all.forEach(event -> commands.add(event.at("/metadata/commandId").asString()));
      boolean fits =
          switch (write.outcome()) {
            case ACKNOWLEDGED -> times == 1;
            case REFUSED -> all.isEmpty();
            case UNKNOWN -> times == 1 || all.isEmpty();
          };
      if (!fits || commands.size() > 1) {
        contradictions.add(
            "%s: %s %d times, by %d commands"
                .formatted(write, write.kind().event(), times, commands.size()));
      }
    }
    return contradictions;
  }
}
