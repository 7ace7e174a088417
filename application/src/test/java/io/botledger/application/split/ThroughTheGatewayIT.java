package io.botledger.application.split;

import static java.util.stream.Collectors.joining;

import io.botledger.application.api.AsOfIT;
import io.botledger.application.api.AuditIT;
import io.botledger.application.api.BadInputIT;
import io.botledger.application.api.KeysIT;
import io.botledger.application.api.LogIT;
import io.botledger.application.api.PublishedAiHubIT;
import io.botledger.application.api.PublishedChatCaptainIT;
import io.botledger.application.api.RunningBotledger;
import io.botledger.application.console.ConsoleFormsIT;
import io.botledger.application.console.ConsolePagesIT;
import io.botledger.application.console.RunningConsole;
import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * What holds for one process holds for two of each role behind the gateway: every published
 * example, every rule under conflicts, every read after its write.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ThroughTheGatewayIT {
  private static SplitShape shape;

  @BeforeAll
  static void start() {
    shape = SplitShape.start();
  }

  @AfterAll
  static void stop() {
    // Without nginx there is none.
    if (shape != null) {
      shape.close();
    }
  }

  /** The tests of one process, with a client of the gateway. */
  private interface Gateway extends RunningBotledger {
    @Override
    default ContractClient connect() {
      return shape.client();
    }
  }

  @Nested
  @Order(1)
  class ChatCaptain extends PublishedChatCaptainIT implements Gateway {}

  @Nested
  @Order(1)
  class AiHub extends PublishedAiHubIT implements Gateway {}

  @Nested
  @Order(1)
  class BadInput extends BadInputIT implements Gateway {}

  @Nested
  @Order(1)
  class AsOf extends AsOfIT implements Gateway {}

  @Nested
  @Order(1)
  class Audit extends AuditIT implements Gateway {}

  @Nested
  @Order(1)
  class Log extends LogIT implements Gateway {}

  /** A key that one process revokes is dead in all of them. */
  @Nested
  @Order(1)
  class Keys extends KeysIT implements Gateway {
    @Override
    protected String output() {
      return shape.processes().stream().map(BotledgerProcess::output).collect(joining());
    }
  }

  /** Whichever process made a page, the others take its forms. */
  private interface ConsoleAtTheGateway extends Gateway, RunningConsole {
    @Override
    default URI base() {
      return shape.url();
    }

    @Override
    default String adminKey() {
      return SplitShape.KEY;
    }

    @Override
    default List<URI> processes() {
      return shape.queries().stream().map(process -> process.url("")).toList();
    }
  }

  @Nested
  @Order(1)
  class ConsolePages extends ConsolePagesIT implements ConsoleAtTheGateway {}

  @Nested
  @Order(1)
  class ConsoleForms extends ConsoleFormsIT implements ConsoleAtTheGateway {}

  @Nested
  @Order(1)
  class Story extends StoryAndCapsule {
    Story() {
      super(shape);
    }
  }

  @Nested
  @Order(1)
  class Streams extends ResumedStreams {
    Streams() {
      super(shape);
    }
  }

  @Nested
  @Order(2)
  class Conflicts extends UnderConflicts {
    Conflicts() {
      super(shape);
    }
  }

  @Nested
  @Order(3)
  class Reads extends ReadYourWrites {
    Reads() {
      super(shape);
    }
  }

  /** Of the many versions that are there by now. */
  @Nested
  @Order(4)
  class Long extends LongAnswers {
    Long() {
      super(shape);
    }
  }

  /** The last ones, since a process is killed. */
  @Nested
  @Order(5)
  class Lost extends LostReplies {
    Lost() {
      super(shape);
    }
  }
}
