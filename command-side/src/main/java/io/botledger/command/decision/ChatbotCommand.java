package io.botledger.command.decision;

import org.jspecify.annotations.Nullable;

/**
 * Something that somebody wants to happen to a chatbot's versions or environments. Ids that come
 * into being by it are part of it, so that deciding is a pure function.
 */
public sealed interface ChatbotCommand
    permits CreateVersion,
        DeployVersion,
        RollbackVersion,
        UndeployVersion,
        DeleteVersion,
        RestoreVersion {

  String chatbotId();

  /**
   * The version on whose stream the command is decided: the one it names, else the one that the
   * chatbot's state does; null if there is none, which is a refusal.
   */
  @Nullable String target(ChatbotState chatbot);

  /**
   * Decides. No I/O, no clock, nothing is changed.
   *
   * @param version the state of {@link #target}; null if there is no such version yet
   * @param chatbot at least the facts that this command asks for
   */
  Decision decide(@Nullable VersionState version, ChatbotState chatbot);
}
