package io.botledger.platform.eventstore;

/**
 * The payload of an event that stands in the log and cannot be read: of a type that this release
 * does not know, with a payload that is not understood, or with metadata that is none. Whose it is
 * is known all the same, so that it holds up nobody else.
 */
public record UnreadableEvent(String chatbotId, RuntimeException cause) {}
