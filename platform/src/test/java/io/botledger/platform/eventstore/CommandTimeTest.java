package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class CommandTimeTest {

  private final Instant now = Instant.parse("2026-11-21T05:45:59.123999Z");
  private final CommandTime clock = new CommandTime(Clock.fixed(now, ZoneOffset.UTC));

  @Test
  void outside_of_a_command_it_is_the_systems_in_milliseconds() {
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T05:45:59.123Z"));
  }

  @Test
  void inside_of_a_command_it_is_the_commands() {
    UnitOfWork<?> command = DefaultUnitOfWork.startAndGet(new GenericMessage<>("command"));
    try {
      assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-21T05:45:59.123Z"));
      CommandTime.set(command, Instant.parse("2027-01-01T00:00:00.000999Z"));
      assertThat(clock.instant()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
      UnitOfWork<?> nested = DefaultUnitOfWork.startAndGet(new GenericMessage<>("nested"));
      assertThat(clock.instant()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
      nested.rollback();
    } finally {
      command.rollback();
    }
  }
}
