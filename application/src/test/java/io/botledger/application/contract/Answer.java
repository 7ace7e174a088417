package io.botledger.application.contract;

import java.net.http.HttpHeaders;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An answer that kept the contract.
 *
 * @param body the body as JSON; a missing node if it is none
 * @param text the body as it came
 */
public record Answer(int status, HttpHeaders headers, JsonNode body, String text) {

  /** The header's first value; empty if it is absent. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The refusal's stable code; empty if this is none. */
  public String code() {
    return header("Botledger-Problem");
  }

  String mediaType() {
    return header("Content-Type").split(";", 2)[0].strip();
  }

  /** Where the link with this relation leads (RFC 8288); empty if there is none. */
  public String link(String relation) {
    return Pattern.compile("<([^>]*)>; rel=\"" + relation + "\"")
        .matcher(header("Link"))
        .results()
        .map(link -> link.group(1))
        .findFirst()
        .orElse("");
  }
}
