package io.botledger.platform.eventstore;

import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.database.Statements;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work writes beside its events: it is sent to the server together with their
 * append, before them, in one round trip. Of a unit of work without events nothing is sent.
 */
public final class BeforeTheAppend {

  private static final String RESOURCE = BeforeTheAppend.class.getName();

  private BeforeTheAppend() {}

  /** Adds statements that change rows. */
  public static void add(UnitOfWork<?> unitOfWork, Statements statements) {
    unitOfWork
        .root()
        .<RoundTrip>getOrComputeResource(RESOURCE, key -> new RoundTrip())
        .updates(statements);
  }

  /** What was added, with nothing but the events to come. */
  static RoundTrip take() {
    @Nullable RoundTrip added =
        CurrentUnitOfWork.map(current -> (RoundTrip) current.root().resources().remove(RESOURCE))
            .orElse(null);
    return added == null ? new RoundTrip() : added;
  }
}
