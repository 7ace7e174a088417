package io.botledger.application.postgres;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Which of the two shapes a process has: whether a PostgreSQL of one's own is named. */
final class Shape {
  private Shape() {}

  static final class OnOwnPostgres implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty(OwnServer.URL));
    }
  }

  static final class WithEmbeddedPostgres implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !new OnOwnPostgres().matches(context, metadata);
    }
  }
}
