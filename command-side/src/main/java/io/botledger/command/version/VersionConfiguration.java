package io.botledger.command.version;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the aggregate gets at the chatbot that the running unit of work has locked. */
@Configuration(proxyBeanMethods = false)
public class VersionConfiguration {
  private static final String RESOURCE = ChatbotState.class.getName();

  /** Hands the locked chatbot's state to the handlers of the unit of work. */
  public static void decideOn(UnitOfWork<?> unitOfWork, ChatbotState state) {
    unitOfWork.root().resources().put(RESOURCE, state);
  }

  @Bean
  LockFactory theChatbotIsLockedAlready() {
    return NullLockFactory.INSTANCE;
  }

  /** Takes the place, by its name, of Axon's own, which has Spring make a bean for each load. */
  @Bean
  AggregateFactory<Version> versionAggregateFactory() {
    return new AggregateFactory<>() {
      @Override
      public Version createAggregateRoot(String versionId, DomainEventMessage<?> firstEvent) {
        return new Version();
      }

      @Override
      public Class<Version> getAggregateType() {
        return Version.class;
      }
    };
  }

  /** Which version a command is about may be the chatbot's state to say. */
  @Bean
  CommandTargetResolver targetInLockedChatbot() {
    return command -> {
      String target = ((ChatbotCommand) command.getPayload()).target(lockedChatbot());
      if (target == null) {
        throw new IllegalStateException("A command without a target is refused before.");
      }
      return new VersionedAggregateIdentifier(target, null);
    };
  }

  @Bean
  ParameterResolverFactory lockedChatbotAsParameter() {
    return new LockedChatbotAsParameter();
  }

  static ChatbotState lockedChatbot() {
    ChatbotState state = CurrentUnitOfWork.get().root().getResource(RESOURCE);
    if (state == null) {
      throw new IllegalStateException("No chatbot is locked in this unit of work.");
    }
    return state;
  }

  /** Gives handlers the {@link ChatbotState} that they have as a parameter. */
  static final class LockedChatbotAsParameter
      implements ParameterResolverFactory, ParameterResolver<ChatbotState> {

    @Override
    public @Nullable ParameterResolver<ChatbotState> createInstance(
        Executable executable, Parameter[] parameters, int index) {
      return parameters[index].getType() == ChatbotState.class ? this : null;
    }

    @Override
    public ChatbotState resolveParameterValue(Message<?> message) {
      return lockedChatbot();
    }

    @Override
    public boolean matches(Message<?> message) {
      return true;
    }
  }
}
