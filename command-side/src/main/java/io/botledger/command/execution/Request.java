package io.botledger.command.execution;

import io.botledger.platform.answer.Reply;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.Preconditions;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command's transaction must know of the request that it came with.
 *
 * @param preconditions what the caller expects to be there
 * @param idempotencyKey by what it is known when it is sent again; null: not at all
 * @param reply what it is answered with if the command is accepted
 * @param earlier the time that its events get, unless the chatbot has newer ones; null is now
 */
record Request(
    Preconditions preconditions,
    @Nullable IdempotencyKey idempotencyKey,
    Function<CommandResult, Reply> reply,
    @Nullable Instant earlier) {}
