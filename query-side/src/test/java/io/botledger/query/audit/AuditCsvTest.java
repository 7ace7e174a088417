package io.botledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCsvTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "plain|plain",
        "1.0|1.0",
        "=1+1|'=1+1",
        "+1|'+1",
        "-1|'-1",
        "@SUM(A1)|'@SUM(A1)",
        "a,b|\"a,b\"",
        "say \"hi\"|\"say \"\"hi\"\"\"",
        "＝1+1|'＝1+1",
        "＋1|'＋1",
        "－1|'－1",
        "＠x|'＠x",
        "a=b|a=b",
        "v1-2|v1-2",
        "=\"x\"|\"'=\"\"x\"\"\"",
      })
  void aCellIsQuotedAndNeverAFormula(String text, String cell) {
    assertThat(AuditCsv.cell(text)).isEqualTo(cell);
  }

  @Test
  void whatEndsACellOrALineIsQuoted() {
    assertThat(AuditCsv.cell("  =1")).isEqualTo("'  =1");
    assertThat(AuditCsv.cell("\t=1")).isEqualTo("'\t=1");
    assertThat(AuditCsv.cell("\r=1")).isEqualTo("\"'\r=1\"");
    assertThat(AuditCsv.cell("\n=1")).isEqualTo("\"'\n=1\"");
    assertThat(AuditCsv.cell("one\r\ntwo")).isEqualTo("\"one\r\ntwo\"");
    assertThat(AuditCsv.cell("")).isEmpty();
  }
}
