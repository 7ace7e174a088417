package io.botledger.platform.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** The positions that a unit of work's appends got, in the order of its events. */
public final class AppendedPositions {

  private static final String RESOURCE = AppendedPositions.class.getName();

  private AppendedPositions() {}

  /** What was appended so far; to be read in {@code afterCommit}. Empty if nothing was. */
  public static List<Long> of(UnitOfWork<?> unitOfWork) {
    List<Long> positions = unitOfWork.root().getResource(RESOURCE);
    return positions == null ? List.of() : List.copyOf(positions);
  }

  static void add(List<Long> positions) {
    CurrentUnitOfWork.ifStarted(
        unitOfWork ->
            unitOfWork
                .root()
                .<List<Long>>getOrComputeResource(RESOURCE, key -> new ArrayList<>())
                .addAll(positions));
  }
}
