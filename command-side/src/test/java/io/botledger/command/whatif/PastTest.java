package io.botledger.command.whatif;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.TestCommandSide;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.PastEvents;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PastTest {

  @Test
  void isGoneThroughWithinATimeOrNotAtAll() {
    Database database = TestPostgres.freshDatabase();
    try (TestCommandSide commandSide = TestCommandSide.start(database)) {
      commandSide.execute(create("bot", "v1", "v1", null));
      PastEvents events = new PastEvents(TestPostgres.dataSource(database));
      assertThat(Past.of("bot", 1, events, Duration.ofMinutes(1)).nextSequence("v1")).isEqualTo(1);
      assertThatThrownBy(() -> Past.of("bot", 1, events, Duration.ZERO))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                assertThat(refusal.retryAfterSeconds()).isNotNull();
              });
    }
  }
}
