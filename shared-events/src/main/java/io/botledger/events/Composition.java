package io.botledger.events;

/**
 * Which version each component of a deployment comes from, as version ids.
 *
 * @param apps where the member {@code integrations} comes from
 * @param settings where the member {@code preferences} comes from
 * @param conversation where all the rest comes from: the version that <em>runs</em>
 */
public record Composition(String apps, String settings, String conversation) {

  /** All three components of one version. */
  public static Composition of(String versionId) {
    return new Composition(versionId, versionId, versionId);
  }

  /** Whether any component comes from the version: whether it is <em>part of</em> this. */
  public boolean contains(String versionId) {
    return apps.equals(versionId) || settings.equals(versionId) || conversation.equals(versionId);
  }
}
