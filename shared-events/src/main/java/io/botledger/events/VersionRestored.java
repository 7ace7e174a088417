package io.botledger.events;

/**
 * A deleted version was restored.
 *
 * @param name the name it has from now on
 */
public record VersionRestored(String chatbotId, String name) implements VersionEvent {}
