package io.botledger.command.version;

import io.botledger.events.VersionEvent;

/** The other versions of the chatbot, for what a command does to them besides. */
public interface OtherVersions {

  /** Applies an event to another version in the running unit of work, after all before it. */
  void apply(String versionId, VersionEvent event);
}
