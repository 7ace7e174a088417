package io.botledger.events;

/**
 * An API key was revoked, for ever.
 *
 * @param chatbotId {@link ApiKeyEvent#CHATBOT_ID}
 * @param name the key's
 */
public record ApiKeyRevoked(String chatbotId, String name) implements ApiKeyEvent {}
