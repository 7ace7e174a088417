package io.botledger.events;

/** Something that happened to a version of a chatbot. */
public sealed interface VersionEvent extends LedgerEvent
    permits VersionCreated,
        VersionDeployed,
        VersionRolledBack,
        VersionUndeployed,
        VersionDeleted,
        VersionRestored {

  /** The chatbot that the version belongs to. */
  @Override
  String chatbotId();
}
