package io.botledger.application.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What one OpenAPI document lacks of another: paths, operations, parameters, bodies, statuses,
 * media types, and of schemas members, types, enums, required members. What it has beyond is no
 * lack.
 */
final class Lacking {

  private final List<String> found = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();

  private Lacking() {}

  static List<String> of(JsonNode published, JsonNode ours) {
    Lacking lacking = new Lacking();
    Place theirPaths = Place.rootOf(published).get("paths");
    Place ourPaths = Place.rootOf(ours).get("paths");
    for (String path : theirPaths.members()) {
      for (String method : theirPaths.get(path).members()) {
        lacking.operation(
            theirPaths.get(path).get(method), ourPaths.get(path), ourPaths.get(path).get(method));
      }
    }
    return lacking.found;
  }

  private void operation(Place theirs, Place ourPath, Place ours) {
    if (lacks(ours, theirs)) {
      return;
    }
    for (int i = 0; i < theirs.get("parameters").node().size(); i++) {
      parameter(theirs.get("parameters").get(i), ourPath, ours);
    }
    if (theirs.get("requestBody").exists()) {
      content(theirs.get("requestBody"), ours.get("requestBody"), true);
      sameOrLacking(
          theirs.get("requestBody").get("required"), ours.get("requestBody").get("required"));
    }
    for (String status : theirs.get("responses").members()) {
      Place response = ours.get("responses").get(status);
      if (!lacks(response, theirs.get("responses").get(status))) {
        content(theirs.get("responses").get(status), response, false);
      }
    }
  }

  private void parameter(Place theirs, Place ourPath, Place ours) {
    for (Place owner : List.of(ourPath, ours)) {
      for (int i = 0; i < owner.get("parameters").node().size(); i++) {
        Place candidate = owner.get("parameters").get(i);
        if (candidate.get("name").text().equals(theirs.get("name").text())
            && candidate.get("in").text().equals(theirs.get("in").text())) {
          sameOrLacking(theirs.get("required"), candidate.get("required"));
          schema(theirs.get("schema"), candidate.get("schema"), true);
          return;
        }
      }
    }
    found.add(theirs.pointer());
  }

  private void content(Place theirs, Place ours, boolean request) {
    for (String mediaType : theirs.get("content").members()) {
      Place schema = ours.get("content").get(mediaType).get("schema");
      if (!lacks(schema, theirs.get("content").get(mediaType))) {
        schema(theirs.get("content").get(mediaType).get("schema"), schema, request);
      }
    }
  }

  /**
   * @param request of a request nothing more may be required than was published; of an answer
   *     nothing less
   */
  private void schema(Place theirs, Place ours, boolean request) {
    if (!compared.add(theirs.pointer() + " " + ours.pointer())) {
      return;
    }
    Place published = target(theirs);
    List<Place> layers = layers(ours);
    sameInOneLayer(published.get("type"), layers, "type");
    sameInOneLayer(published.get("enum"), layers, "enum");
    List<String> ourRequired =
        layers.stream().flatMap(layer -> layer.get("required").texts().stream()).toList();
    List<String> theirRequired = published.get("required").texts();
    boolean requiredFits =
        request
            ? theirRequired.containsAll(ourRequired) && ourRequired.containsAll(theirRequired)
            : ourRequired.containsAll(theirRequired);
    if (!requiredFits) {
      found.add(published.get("required").pointer());
    }
    for (String member : published.get("properties").members()) {
      List<Place> same =
          layers.stream()
              .map(layer -> layer.get("properties").get(member))
              .filter(Place::exists)
              .filter(property -> property.node().isObject())
              .toList();
      if (same.isEmpty()) {
        found.add(published.get("properties").get(member).pointer());
      }
      same.forEach(property -> schema(published.get("properties").get(member), property, request));
    }
    if (published.get("items").exists()) {
      layers.stream()
          .map(layer -> layer.get("items"))
          .filter(Place::exists)
          .findFirst()
          .ifPresentOrElse(
              items -> schema(published.get("items"), items, request),
              () -> found.add(published.get("items").pointer()));
    }
  }

  /** OpenAPI 3.0 wraps a reference that has a description into an {@code allOf} of one. */
  private static Place target(Place schema) {
    Place all = new Place(schema.document(), schema.pointer() + "/allOf");
    return all.node().size() == 1 ? target(all.get(0)) : schema.followed();
  }

  /** A schema with a reference beside its own members is both. */
  private static List<Place> layers(Place schema) {
    List<Place> layers = new ArrayList<>();
    Place layer = schema;
    while (layer.node().has("$ref")) {
      layers.add(layer);
      layer = new Place(layer.document(), layer.node().get("$ref").asString().substring(1));
    }
    layers.add(layer);
    return layers;
  }

  private void sameInOneLayer(Place theirs, List<Place> layers, String member) {
    if (theirs.exists()
        && layers.stream().noneMatch(layer -> theirs.node().equals(layer.node().path(member)))) {
      found.add(theirs.pointer());
    }
  }

  private void sameOrLacking(Place theirs, Place ours) {
    if (theirs.exists() && !theirs.node().equals(ours.node())) {
      found.add(theirs.pointer());
    }
  }

  private boolean lacks(Place ours, Place theirs) {
    if (!ours.exists()) {
      found.add(theirs.pointer());
    }
    return !ours.exists();
  }
}
