package io.botledger.application.contract;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A place in an OpenAPI document. References are followed on the way, so the pointer is that of
 * what is really there.
 *
 * @param pointer RFC 6901
 */
record Place(JsonNode document, String pointer) {

  static Place rootOf(JsonNode document) {
    return new Place(document, "");
  }

  JsonNode node() {
    return document.at(pointer);
  }

  boolean exists() {
    return !node().isMissingNode();
  }

  Place get(String member) {
    Place here = followed();
    return new Place(document, here.pointer + "/" + member.replace("~", "~0").replace("/", "~1"));
  }

  Place get(int index) {
    return new Place(document, followed().pointer + "/" + index);
  }

  /** The place that a reference here refers to; the place itself if there is none. */
  Place followed() {
    JsonNode reference = node().path("$ref");
    return reference.isString()
        ? new Place(document, reference.asString().substring(1)).followed()
        : this;
  }

  List<String> members() {
    return new ArrayList<>(followed().node().propertyNames());
  }

  String text() {
    return followed().node().asString("");
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    followed().node().forEach(element -> texts.add(element.asString()));
    return texts;
  }
}
