package io.botledger.platform.route;

import java.util.EnumSet;
import java.util.Set;

/**
 * The sides that this process runs.
 *
 * @param running one or both
 */
public record Sides(Set<Side> running) {

  public static final Sides BOTH = new Sides(EnumSet.allOf(Side.class));

  public Sides {
    running = Set.copyOf(running);
  }

  public boolean run(Side side) {
    return running.contains(side);
  }
}
