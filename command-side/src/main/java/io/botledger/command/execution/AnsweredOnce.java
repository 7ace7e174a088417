package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.platform.answer.AnsweredRequests;
import io.botledger.platform.answer.AnsweredRequests.Kept;
import io.botledger.platform.web.IdempotencyKey;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Carries out a command whose request has an idempotency key only if that was not done before, and
 * keeps the reply in the command's own transaction. What is refused is rolled back with it, so that
 * nothing is kept of it. Takes two round trips more; without a key none.
 */
final class AnsweredOnce implements MessageHandlerInterceptor<CommandMessage<?>> {
  private final AnsweredRequests answered;

  AnsweredOnce(AnsweredRequests answered) {
    this.answered = answered;
  }

  @Override
  public Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain interceptorChain)
      throws Exception {
    CommandMessage<?> message = unitOfWork.getMessage();
    IdempotencyKey key = CommandMetadata.requestIn(message.getMetaData()).idempotencyKey();
    if (key == null) {
      return interceptorChain.proceed();
    }
    Optional<Kept> kept = answered.find(key, ((ChatbotCommand) message.getPayload()).chatbotId());
    if (kept.isPresent()) {
      return new CarriedOut(kept.get().reply(), null, kept.get().newest(), unitOfWork);
    }
    CarriedOut done = (CarriedOut) interceptorChain.proceed();
    return done.with(answered.keep(key, done.reply()));
  }
}
