package io.botledger.events;

/**
 * Something that happened to an API key. Its stream's id is the key's. What would open anything
 * with the key is never part of an event.
 */
public sealed interface ApiKeyEvent extends LedgerEvent permits ApiKeyCreated, ApiKeyRevoked {

  /**
   * What the events of all keys have as their chatbot, as {@code chatbots/*} is all of them. No
   * chatbot can be called so.
   */
  String CHATBOT_ID = "*";
}
