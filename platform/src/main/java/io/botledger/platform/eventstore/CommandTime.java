package io.botledger.platform.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * The clock of event messages: all events of one command carry the command's one time. Where none
 * was set it is the system's, in the milliseconds that the log keeps.
 */
public final class CommandTime extends Clock {

  private static final String RESOURCE = CommandTime.class.getName();

  private final Clock clock;

  /** On the system's clock. */
  public CommandTime() {
    this(Clock.systemUTC());
  }

  CommandTime(Clock clock) {
    this.clock = clock;
  }

  /** Sets the time of the events that the unit of work is going to apply. */
  public static void set(UnitOfWork<?> unitOfWork, Instant time) {
    unitOfWork.root().resources().put(RESOURCE, time.truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public Instant instant() {
    return CurrentUnitOfWork.map(current -> current.root().<Instant>getResource(RESOURCE))
        .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? this : new CommandTime(clock.withZone(zone));
  }
}
