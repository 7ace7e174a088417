package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line and one measurement for each command, however it ended. */
final class CommandJournal {
  private static final Logger log = LoggerFactory.getLogger("botledger.command");
  private final MeterRegistry meters;

  CommandJournal(MeterRegistry meters, ChatbotQueues queues) {
    this.meters = meters;
    meters.gauge("botledger.commands.queued", queues, ChatbotQueues::waiting);
  }

  /**
   * @param nanos from its arrival to its commit or refusal, without the wait for reads
   */
  void accepted(
      ChatbotCommand command,
      String versionId,
      List<Long> positions,
      RequestContext context,
      long nanos) {
    write(command, versionId, "accepted", "accepted " + positions, context, nanos);
  }

  void replayed(ChatbotCommand command, RequestContext context, long nanos) {
    write(command, null, "replayed", "replayed", context, nanos);
  }

  void failed(
      ChatbotCommand command,
      @Nullable String versionId,
      Throwable failure,
      RequestContext context,
      long nanos) {
    if (failure instanceof Refusal refusal) {
      String code = refusal.code().text();
      String how = refusal.code() == ProblemCode.OUTCOME_UNKNOWN ? "" : "refused ";
      write(command, versionId, code, how + code, context, nanos);
    } else {
      String what = "failed " + failure.getClass().getSimpleName();
      write(command, versionId, "failed", what, context, nanos);
    }
  }

  /** A wait for reads to show a write. */
  void waited(boolean shown, long nanos) {
    Timer.builder("botledger.reads.waits")
        .description("How long acknowledgements waited for the projections")
        .tag("outcome", shown ? "shown" : "lag")
        .register(meters)
        .record(Duration.ofNanos(nanos));
  }

  private void write(
      ChatbotCommand command,
      @Nullable String versionId,
      String outcome,
      String sentence,
      RequestContext context,
      long nanos) {
    String name = command.getClass().getSimpleName();
    Timer.builder("botledger.commands")
        .description("Commands, from their arrival to their commit or refusal")
        .tag("command", name)
        .tag("outcome", outcome)
        .register(meters)
        .record(Duration.ofNanos(nanos));
    log.info(
        "{} chatbot={} version={} {} actor={} correlation={} {} ms",
        name,
        command.chatbotId(),
        versionId == null ? "-" : versionId,
        sentence,
        context.caller().name(),
        context.correlationId(),
        Duration.ofNanos(nanos).toMillis());
  }
}
