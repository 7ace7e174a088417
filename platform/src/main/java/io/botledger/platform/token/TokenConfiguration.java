package io.botledger.platform.token;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Tokens, wired, where anything is configured about them. */
@Configuration(proxyBeanMethods = false)
@Conditional(TokenConfiguration.Configured.class)
public class TokenConfiguration {

  /** Whether there is any option below {@code botledger.jwt}. */
  static final class Configured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Binder.get(context.getEnvironment())
          .bind(TokenSettings.PREFIX, Bindable.mapOf(String.class, Object.class))
          .isBound();
    }
  }

  @Bean
  Tokens tokens(Environment environment) {
    return new Tokens(
        Binder.get(environment).bindOrCreate(TokenSettings.PREFIX, TokenSettings.class));
  }
}
