package io.botledger.command.version;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.platform.web.Refusal;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Where there is no version whose aggregate could decide, the same decision is made without one.
 */
public final class RefusalsWithoutAVersion implements MessageHandlerInterceptor<CommandMessage<?>> {

  @Override
  public Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain interceptorChain)
      throws Exception {
    ChatbotCommand command = (ChatbotCommand) unitOfWork.getMessage().getPayload();
    ChatbotState chatbot = VersionConfiguration.lockedChatbot();
    String target = command.target(chatbot);
    // Axon would log a warning with a stack trace for each unknown id that somebody tries.
    boolean exists = target != null && chatbot.knows(target);
    if (!exists && !(command instanceof CreateVersion)) {
      throw refuse(command, chatbot);
    }
    return interceptorChain.proceed();
  }

  /** What a command that nothing can be decided for is refused with. */
  public static Refusal refuse(ChatbotCommand command, ChatbotState chatbot) {
    if (command.decide(null, chatbot) instanceof Refused refused) {
      return Refusals.of(command, refused);
    }
    throw new IllegalStateException("A command was accepted for a version that does not exist.");
  }
}
