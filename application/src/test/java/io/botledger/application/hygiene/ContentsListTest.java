package io.botledger.application.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials (CycloneDX) that the build puts into the executable. */
class ContentsListTest {

  /** Compared with what this JVM runs of it, so that an empty list is found out. */
  @Test
  void theBillOfMaterialsNamesWhatIsInside() throws Exception {
    try (InputStream file =
        Objects.requireNonNull(
            ContentsListTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json"))) {
      JsonNode bill = new JsonMapper().readTree(file);
      assertThat(bill.at("/bomFormat").asString()).isEqualTo("CycloneDX");
      Set<String> named =
          bill.at("/components")
              .valueStream()
              .map(one -> one.at("/name").asString() + "-" + one.at("/version").asString())
              .collect(Collectors.toSet());
      Set<String> loaded =
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(path -> new File(path).getName())
              .filter(name -> name.endsWith(".jar"))
              .map(name -> name.substring(0, name.length() - ".jar".length()))
              .collect(Collectors.toSet());
      assertThat(loaded).filteredOn(named::contains).hasSizeGreaterThan(80);
      assertThat(named)
          .anyMatch(name -> name.startsWith("axon-messaging-"))
          .anyMatch(name -> name.startsWith("postgresql-"))
          .anyMatch(name -> name.startsWith("tomcat-embed-core-"))
          .noneMatch(name -> name.startsWith("junit"));
    }
  }
}
