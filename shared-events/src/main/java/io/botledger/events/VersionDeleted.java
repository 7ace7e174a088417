package io.botledger.events;

/** A version was deleted; it can be restored. */
public record VersionDeleted(String chatbotId) implements VersionEvent {}
