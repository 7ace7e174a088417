package io.botledger.platform.eventstore;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions whose commit, when it fails, says whether it happened. A connection that is lost
 * before the commit leaves nothing behind; one that is lost during it leaves the question open.
 */
public final class CommitOutcome implements TransactionManager {
  private static final Logger log = LoggerFactory.getLogger(CommitOutcome.class);
  private final TransactionManager transactions;

  public CommitOutcome(TransactionManager transactions) {
    this.transactions = transactions;
  }

  @Override
  public Transaction startTransaction() {
    Transaction transaction = transactions.startTransaction();
    return new Transaction() {
      @Override
      public void commit() {
        try {
          transaction.commit();
        } catch (RuntimeException failure) {
          throw Conflicts.areIn(failure) ? failure : unknown(failure);
        }
      }

      @Override
      public void rollback() {
        try {
          transaction.rollback();
        } catch (RuntimeException failure) {
          // The connection is gone, and the server rolls back what it does not hear the end of.
          log.debug("The rollback failed.", failure);
        }
      }
    };
  }

  private static Refusal unknown(RuntimeException failure) {
    log.warn("The outcome of a commit is unknown: {}", failure.toString());
    return Refusal.retryLater(
        ProblemCode.OUTCOME_UNKNOWN,
        "The connection was lost during the commit: it happened wholly or not at all.",
        1,
        failure);
  }
}
