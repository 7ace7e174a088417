package io.botledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class PoisonTest {

  @ParameterizedTest
  @ValueSource(strings = {"22P02", "23505", "21000", "54000"})
  void isWhatTheDatabaseSaysOfTheData(String state) {
    assertThat(Poison.isPoison(new SQLException("wrong", state))).isTrue();
    assertThat(
            Poison.isPoison(
                new DataIntegrityViolationException("wrong", new SQLException("wrong", state))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "57P01", "57014", "53300", "55P03", "40001", "40P01", "42P01", "42501"})
  void isNotWhatMayBeBetterNextTime(String state) {
    assertThat(Poison.isPoison(new SQLException("later", state))).isFalse();
  }

  @Test
  void isAnEventThatMakesNoSense() {
    assertThat(Poison.isPoison(new IllegalArgumentException("no sense"))).isTrue();
    assertThat(Poison.isPoison(new SQLException("a closed pool has no state"))).isFalse();
    assertThat(Poison.isPoison(new SQLTransientConnectionException("no connection"))).isFalse();
  }
}
