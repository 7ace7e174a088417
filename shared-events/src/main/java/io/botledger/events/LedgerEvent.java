package io.botledger.events;

/** Whatever stands in the log. */
public sealed interface LedgerEvent permits VersionEvent, ApiKeyEvent {

  /** The chatbot that it is about, in whose order it stands. */
  String chatbotId();
}
