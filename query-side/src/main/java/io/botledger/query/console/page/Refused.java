package io.botledger.query.console.page;

import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Problem;

/** What a page was for is not done, or not shown: the API says why. */
public final class Refused extends RuntimeException {
  private final transient Problem problem;
  private final String lookAgain;

  private Refused(Problem problem, String lookAgain) {
    super(String.valueOf(problem.detail()), null, false, false);
    this.problem = problem;
    this.lookAgain = lookAgain;
  }

  /**
   * Goes on if the API has done it.
   *
   * @param lookAgain the page that shows how things are now
   */
  public static void unlessDone(Answer answer, String lookAgain) {
    if (!answer.isOk()) {
      throw by(answer, lookAgain);
    }
  }

  /** What the API says in an answer that is a refusal. */
  public static Refused by(Answer answer, String lookAgain) {
    return new Refused(answer.problem(), lookAgain);
  }

  Problem problem() {
    return problem;
  }

  String lookAgain() {
    return lookAgain;
  }
}
