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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
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
   * @param work in one transaction, which all that uses the projections' pool takes part in
   * @param rest what remains to be done once that is committed, and what has come of it then; a
   *     process may die before it
   * @param reply what is answered
   * @throws io.botledger.platform.web.Refusal what the work throws, {@code outcome-unknown}, or
   *     what is wrong with the idempotency key
   */
  public <T> ResponseEntity<Object> answer(
      RequestContext context, Supplier<T> work, UnaryOperator<T> rest, Function<T, Reply> reply) {
    IdempotencyKey key = context.idempotencyKey();
    First<T> first = transactions.fetchInTransaction(() -> first(key, work, reply));
    T done = first.done();
    if (done == null) {
      return response(first.reply(), true);
    }
    T atLast = rest.apply(done);
    if (atLast.equals(done)) {
      return response(first.reply(), false);
    }
    Reply last = reply.apply(atLast);
    return response(
        key == null ? last : transactions.fetchInTransaction(() -> answered.keep(key, last)),
        false);
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

  private static ResponseEntity<Object> response(Reply reply, boolean replayed) {
    return new Acknowledgement(reply, replayed, List.of(), Reads.SHOW_IT).response();
  }
}
