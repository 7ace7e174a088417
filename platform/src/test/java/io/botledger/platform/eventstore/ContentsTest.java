package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ContentsTest {

  private final TestLog log = new TestLog();
  private final Contents contents = new Contents(log.dataSource);

  @Test
  void a_content_is_kept_to_the_letter_and_once() {
    String content = "{ \"b\": 1.10,\n \"a\": 1e2, \"ü\": \"\\u00fc\" }";
    String hash = Contents.hash(content);
    contents.store(hash, 40, content);
    contents.store(hash, 40, content);
    assertThat(contents.find(hash)).contains(content);
    assertThat(log.sql.sql("select count(*) from events.content").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void the_hash_is_sha_256_of_the_bytes() {
    assertThat(Contents.hash("{}"))
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void what_was_never_stored_is_not_found() {
    assertThat(contents.find(Contents.hash("[]"))).isEmpty();
  }

  @Test
  void it_goes_with_the_transaction_that_it_was_stored_in() {
    String hash = Contents.hash("{}");
    new TransactionTemplate(new JdbcTransactionManager(log.dataSource))
        .executeWithoutResult(
            transaction -> {
              contents.store(hash, 2, "{}");
              assertThat(contents.find(hash)).isPresent();
              transaction.setRollbackOnly();
            });
    assertThat(contents.find(hash)).isEmpty();
  }
}
