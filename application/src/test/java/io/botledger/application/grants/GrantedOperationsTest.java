package io.botledger.application.grants;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Nobody sees or changes what is not theirs, on either side: both run here. */
class GrantedOperationsTest {
  private static GrantedCallers callers;

  @BeforeAll
  static void start() {
    callers = GrantedCallers.start();
  }

  @AfterAll
  static void stop() {
    callers.close();
  }

  @Nested
  class Matrix extends GrantsMatrix {
    Matrix() {
      super(callers);
    }
  }

  @Nested
  class Published extends PublishedPermissions {
    Published() {
      super(callers);
    }
  }

  @Nested
  class Streamed extends StreamedGrants {
    Streamed() {
      super(callers);
    }
  }

  @Nested
  class Leaks extends NothingLeaks {
    Leaks() {
      super(callers);
    }
  }
}
