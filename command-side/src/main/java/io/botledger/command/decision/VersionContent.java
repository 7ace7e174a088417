package io.botledger.command.decision;

import io.botledger.events.Stats;

/**
 * What a new version holds.
 *
 * @param json a JSON object, exactly as it is to be kept
 * @param hash SHA-256 of its UTF-8 bytes, in lower-case hexadecimal
 * @param size length in UTF-8 bytes
 */
public record VersionContent(String json, String hash, long size, Stats stats) {

  /** Without the text, which can be long and is nobody's business in a log. */
  @Override
  public String toString() {
    return "VersionContent[" + hash + ", " + size + " bytes]";
  }
}
