package io.botledger.command.request;

import io.botledger.command.decision.ChatbotCommand;
import org.jspecify.annotations.Nullable;

/**
 * What a request of {@code /v1} asks for. Of every operation there is one function from its body to
 * this, for those who carry it out and for those who only ask what it would do.
 *
 * @param reason why; null if none was given
 */
public record Asked(ChatbotCommand command, @Nullable String reason) {}
