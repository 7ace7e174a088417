package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import java.time.Instant;

/**
 * A chatbot whose row this transaction has locked.
 *
 * @param state the facts that the command asks for
 * @param time the time of whatever the command does: now, but never before the chatbot's newest
 *     event; in milliseconds
 */
public record LockedChatbot(ChatbotState state, Instant time) {}
