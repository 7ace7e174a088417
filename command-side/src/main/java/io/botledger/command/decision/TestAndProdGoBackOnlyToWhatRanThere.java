package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Environment;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;

/** Going back to what was never there would be a deploy in disguise. {@code dev} takes any. */
final class TestAndProdGoBackOnlyToWhatRanThere {
  private TestAndProdGoBackOnlyToWhatRanThere() {}

  static Optional<Refused> check(VersionState version, Environment environment) {
    return environment == Environment.DEV || version.newestDeployments().containsKey(environment)
        ? Optional.empty()
        : Optional.of(
            new Refused(
                ProblemCode.NEVER_DEPLOYED_THERE,
                "The version '%s' has never run in %s. Deploy it instead."
                    .formatted(version.name(), environment.text())));
  }
}
