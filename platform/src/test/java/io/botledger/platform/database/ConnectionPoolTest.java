package io.botledger.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ConnectionPoolTest {
  private static final String SHOW =
      "select current_setting('jit') || ', ' || current_setting('application_name')";

  private final Database database = TestPostgres.freshDatabase();

  /** Whatever the server says: the one of these tests says on. */
  @Test
  void noStatementIsCompiled() {
    try (HikariDataSource pool = ConnectionPool.of(database, "any", 1);
        HikariDataSource answers = ConnectionPool.forAnswers(database, "answers", 1)) {
      assertThat(ask(pool)).isEqualTo("off, botledger any");
      assertThat(ask(answers)).isEqualTo("off, botledger answers");
    }
    JdbcClient plain = JdbcClient.create(TestPostgres.dataSource(database));
    assertThat(plain.sql("show jit").query(String.class).single()).isEqualTo("on");
  }

  private static String ask(HikariDataSource pool) {
    return JdbcClient.create(pool).sql(SHOW).query(String.class).single();
  }
}
