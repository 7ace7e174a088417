package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.api.TwoSurfaceStory;
import io.botledger.application.contract.ContractClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that can happen over both surfaces, and all that can be asked about it. */
abstract class StoryAndCapsule {
  private final ContractClient client;

  StoryAndCapsule(SplitShape shape) {
    this.client = shape.client();
  }

  @Test
  void whoeverAnswersAnswersTheSame() {
    new TwoSurfaceStory(client).tell();
    Map<String, String> answers = TwoSurfaceStory.answers(client, TwoSurfaceStory.CHATBOTS);
    assertThat(answers).hasSizeGreaterThan(60);
    for (int again = 0; again < 3; again++) {
      assertThat(TwoSurfaceStory.answers(client, TwoSurfaceStory.CHATBOTS)).isEqualTo(answers);
    }
  }
}
