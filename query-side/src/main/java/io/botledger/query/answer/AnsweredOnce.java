package io.botledger.query.answer;

import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Acknowledgement.Reads;
import io.botledger.platform.answer.AnsweredRequests;
import io.botledger.platform.answer.AnsweredRequests.Kept;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.eventstore.CommitOutcome;
import io.botledger.platform.web.IdempotencyKey;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.generation.Generations;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a request with an idempotency key asks for only if that was not done before, and keeps
 * the reply in the same transaction. What is refused is rolled back with it, so that nothing is
 * kept of it.
 */
@Component
public final class AnsweredOnce {

  private static final Logger log = LoggerFactory.getLogger(AnsweredOnce.class);

  /** No chatbot has this id: what is done to projections is about none. */
  private static final String NO_CHATBOT = "";

  private final TransactionManager transactions;
  private final AnsweredRequests answered;

  /**
   * @param generations sees to it that the table exists
   */
  AnsweredOnce(
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      Generations generations,
      JsonMapper json) {
    this.transactions =
        new CommitOutcome(
            new SpringTransactionManager(new JdbcTransactionManager(projectionDataSource)));
    this.answered = new AnsweredRequests(projectionDataSource, "query", json);
  }

  /**
   * Carries a request out, or answers as it was answered before.
   *
   * @param work in one transaction, which all that uses the projections' pool takes part in; it
   *     waits for nothing else
   * @param reply what is answered; in the same transaction
   * @param rest what follows once that is committed. It is not repeated for a request that is sent
   *     again, and changes no answer: a process may die before it, and if it fails, that is logged
   * @throws io.botledger.platform.web.Refusal what the work throws, {@code outcome-unknown}, or
   *     what is wrong with the idempotency key
   */
  public <T> ResponseEntity<Object> answer(
      RequestContext context, Supplier<T> work, Function<T, Reply> reply, Consumer<T> rest) {
    IdempotencyKey key = context.idempotencyKey();
    First<T> first = transactions.fetchInTransaction(() -> first(key, work, reply));
    T done = first.done();
    if (done != null) {
      try {
        rest.accept(done);
      } catch (RuntimeException e) {
        // Said to have failed, it would be taken for not done.
        log.warn("What follows {} was broken off; it is made up for later.", done, e);
      }
    }
    Reply given = first.reply();
    return new Acknowledgement(given, done == null, List.of(), Reads.SHOW_IT).response();
  }

  /**
   * What the first transaction came to.
   *
   * @param done null if it was done before
   */
  private record First<T>(@Nullable T done, Reply reply) {}

  private <T> First<T> first(
      @Nullable IdempotencyKey key, Supplier<T> work, Function<T, Reply> reply) {
    if (key == null) {
      T done = work.get();
      return new First<>(done, reply.apply(done));
    }
    Optional<Kept> kept = answered.find(key, NO_CHATBOT);
    if (kept.isPresent()) {
      return new First<>(null, kept.get().reply());
    }
    T done = work.get();
    return new First<>(done, answered.keep(key, reply.apply(done)));
  }
}
