package io.botledger.application.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is shipped: no tests, neither as folders nor as another module's jar of tests. Only our own
 * locations are looked at, since a search of the whole class path takes ten seconds.
 */
final class OurClasses implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> testClass) {
    try {
      return Collections.list(testClass.getClassLoader().getResources("io/botledger")).stream()
          .map(Location::of)
          .filter(location -> !location.contains("/test-classes/"))
          .filter(location -> !location.contains("-tests.jar"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
