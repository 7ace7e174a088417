package io.botledger.application.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What is shipped: no tests, neither as folders nor as another module's jar of tests. */
final class OurClasses implements ImportOption {

  static final String ALL = "io.botledger";

  @Override
  public boolean includes(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }
}
