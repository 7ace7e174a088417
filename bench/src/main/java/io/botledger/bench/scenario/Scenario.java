package io.botledger.bench.scenario;

import io.botledger.bench.report.Section;

/** Something that is measured. */
public interface Scenario {

  /** What {@code --only} calls it. */
  String name();

  /** Whether it can measure a system that somebody else has started. */
  default boolean takesRunningSystem() {
    return false;
  }

  /** Starts what it needs, measures it, ends it. */
  Section run(Stage stage) throws Exception;
}
