package io.botledger.application.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A decision is a function of command, version and chatbot, and nothing else. */
@AnalyzeClasses(locations = OurClasses.class)
class DecisionsTest {

  private static final String DECISIONS = "io.botledger.command.decision..";

  @ArchTest
  static final ArchRule decisionsKnowNoFramework =
      noClasses()
          .that()
          .resideInAPackage(DECISIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.axonframework..",
              "java.sql..",
              "javax.sql..",
              "jakarta..",
              "tools.jackson..",
              "org.slf4j..")
          .because(
              "a decision must be callable without bus, unit of work or store, as what-if does. Load"
                  + " what it needs beforehand and hand it in; let the aggregate apply its events");

  @ArchTest
  static final ArchRule decisionsHaveNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAPackage(DECISIONS)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .because(
              "the same command on the same state decides the same, also when it is asked again about"
                  + " the past. Put ids and times into the command");
}
