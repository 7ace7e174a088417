package io.botledger.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.web.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What our document promises about itself. */
class DocumentTest {

  private final Document document = Document.ofBotledger();

  @TestFactory
  List<DynamicTest> everyExampleIsValid() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Operation operation : document.operations()) {
      examples(operation + " request", operation.place().get("requestBody"), tests);
      for (String status : operation.place().get("responses").members()) {
        examples(operation + " " + status, operation.place().get("responses").get(status), tests);
      }
    }
    return tests;
  }

  @Test
  void everyRefusalListsItsCodesAndEveryCodeOccurs() {
    Set<String> listed = new TreeSet<>();
    for (Operation operation : document.operations()) {
      for (String status : operation.place().get("responses").members()) {
        if (status.compareTo("400") >= 0) {
          Place codes = operation.place().get("responses").get(status).get("x-problem-codes");
          assertThat(codes.texts()).as(operation + " " + status).isNotEmpty();
          listed.addAll(codes.texts());
        }
      }
    }
    List<String> known =
        document.root().get("components").get("schemas").get("ProblemCode").get("enum").texts();
    assertThat(known).doesNotHaveDuplicates().containsAll(listed);
    // A method that a path does not have is no operation, and who asks the wrong process asks none:
    // no operation can list these refusals.
    listed.addAll(List.of("method-not-allowed", "misdirected"));
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::text))
        .containsExactlyInAnyOrderElementsOf(known);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyOperationCanBeRefusedForWantOfCredentials() {
    assertThat(document.operations())
        .allMatch(operation -> operation.response(401).exists(), "documents 401");
  }

  @Test
  void everyOperationThatTakesACredentialCanBeAskedTooOften() {
    assertThat(document.operations())
        .allMatch(operation -> operation.response(429).exists(), "documents 429");
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    assertThat(document.operations())
        .extracting(operation -> operation.place().get("operationId").text())
        .doesNotHaveDuplicates()
        .allMatch(name -> !name.isEmpty());
  }

  private void examples(String owner, Place withContent, List<DynamicTest> tests) {
    for (String mediaType : withContent.get("content").members()) {
      Place media = withContent.get("content").get(mediaType);
      for (String name : media.get("examples").members()) {
        tests.add(
            DynamicTest.dynamicTest(
                owner + " " + name,
                () ->
                    assertThat(
                            document.violations(
                                media.get("schema"),
                                media.get("examples").get(name).get("value").node()))
                        .isEmpty()));
      }
    }
  }
}
