package io.botledger.application.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know which. */
@AnalyzeClasses(locations = OurClasses.class)
class HouseTest {

  @ArchTest
  static final ArchRule theCommandSideDoesNotKnowTheQuerySide =
      noClasses()
          .that()
          .resideInAPackage("io.botledger.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.botledger.query..")
          .because(
              "a write is decided from the chatbot's locked row and the version's events, never from"
                  + " a projection, and the roles run in different processes. What both sides need"
                  + " goes to platform; what one tells the other is an event");

  @ArchTest
  static final ArchRule theQuerySideDoesNotKnowTheCommandSide =
      noClasses()
          .that()
          .resideInAPackage("io.botledger.query..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.botledger.command..")
          .because(
              "whatever is read is computed from the events alone. What both sides need goes to"
                  + " platform; if an answer needs something that only a decision knows, put it into"
                  + " the event");

  @ArchTest
  static final ArchRule thePlatformKnowsNeitherSide =
      noClasses()
          .that()
          .resideInAPackage("io.botledger.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.botledger.command..", "io.botledger.query..", "io.botledger.application..")
          .because(
              "it is what both stand on. Declare an interface in platform and let the side, or the"
                  + " application, implement it");

  @ArchTest
  static final ArchRule theSidesDoNotKnowTheApplication =
      noClasses()
          .that()
          .resideInAnyPackage("io.botledger.command..", "io.botledger.query..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.botledger.application..")
          .because(
              "the application puts the sides together. Let it hand in what a side needs, as a bean");

  @ArchTest
  static final ArchRule eventsKnowNothingButAnnotations =
      classes()
          .that()
          .resideInAPackage("io.botledger.events..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.botledger.events..",
              "java..",
              "com.fasterxml.jackson.annotation..",
              "org.jspecify.annotations..")
          .because(
              "events outlive every library that reads them. Keep logic and mapping in the side that"
                  + " needs them");

  @ArchTest
  static final ArchRule theConsoleIsAClientOfTheApi =
      noClasses()
          .that()
          .resideInAPackage("io.botledger.query.console..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.botledger..")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.resideInAnyPackage(
                              "io.botledger.query.console..",
                              "io.botledger.platform.web..",
                              "io.botledger.platform.start..",
                              "io.botledger.platform.json.."))))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
          .because(
              "what it shows and does, anybody may see and do with the same credential, and nothing"
                  + " else. Ask the API for it (console.api); if the API lacks it, add it there");

  @ArchTest static final ArchRule useCasesOfTheCommandSideAreFreeOfCycles = freeOfCycles("command");

  @ArchTest static final ArchRule useCasesOfTheQuerySideAreFreeOfCycles = freeOfCycles("query");

  @ArchTest static final ArchRule thePlatformIsFreeOfCycles = freeOfCycles("platform");

  @ArchTest static final ArchRule theApplicationIsFreeOfCycles = freeOfCycles("application");

  private static ArchRule freeOfCycles(String module) {
    return slices()
        .matching("io.botledger." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because(
            "a package is understood, changed and tested with those it stands on, not with those that"
                + " stand on it. Move what both need to the lower one, or let the lower one declare an"
                + " interface");
  }
}
