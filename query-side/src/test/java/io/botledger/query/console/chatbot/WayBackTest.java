package io.botledger.query.console.chatbot;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.query.console.answer.Deployed;
import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.chatbot.WayBack.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deployments are d1, d2 and so on; each version is known by its letter. */
class WayBackTest {
  private final List<Ledger.Entry> ledger = new ArrayList<>();

  private WayBackTest deploy(String version) {
    return add("deploy", version, version);
  }

  private WayBackTest back(String version) {
    return add("rollback", version, version);
  }

  private WayBackTest add(String kind, String version, String apps) {
    int number = ledger.size() + 1;
    ledger.add(
        new Ledger.Entry(
            "d" + number,
            "prod",
            version,
            "1.0",
            version,
            new Deployed.Components(apps, version, version),
            kind,
            "2026-11-21T10:00:00.000Z",
            null,
            "anna",
            null,
            number == 1 ? null : "d" + (number - 1)));
    return this;
  }

  private Target now() {
    return new WayBack(ledger).from("d" + ledger.size());
  }

  private String target() {
    Ledger.Entry entry = now().entry();
    return entry == null ? "nothing" : entry.deploymentId();
  }

  @Test
  void aDeployGoesBackToWhatItReplaced() {
    assertThat(deploy("a").now()).isEqualTo(Target.NOTHING);
    assertThat(deploy("b").target()).isEqualTo("d1");
  }

  @Test
  void aRollbackGoesOnFromWhatItRestored() {
    assertThat(deploy("a").deploy("b").back("a").now()).isEqualTo(Target.NOTHING);
    assertThat(deploy("c").back("a").deploy("d").target()).isEqualTo("d5");
  }

  @Test
  void saidTwiceItGoesBackTwice() {
    assertThat(deploy("a").deploy("b").deploy("c").back("b").target()).isEqualTo("d1");
    assertThat(back("a").now()).isEqualTo(Target.NOTHING);
  }

  @Test
  void whereTheSameRunsAgainAfterNothingItIsAsBefore() {
    assertThat(deploy("a").deploy("b").deploy("b").target()).isEqualTo("d1");
    assertThat(back("b").target()).isEqualTo("d1");
    assertThat(new WayBack(ledger).fromNothing().entry()).isEqualTo(ledger.get(3));
    assertThat(new WayBack(List.of()).fromNothing()).isEqualTo(Target.NOTHING);
  }

  @Test
  void aVersionThatNeverRanThereGoesBackToWhatDid() {
    assertThat(deploy("a").back("b").target()).isEqualTo("d1");
  }

  @Test
  void appsThatWereKeptAreAnotherComposition() {
    assertThat(deploy("a").deploy("b").add("rollback", "a", "b").now()).isEqualTo(Target.NOTHING);
    assertThat(deploy("c").target()).isEqualTo("d3");
  }

  /** d6 restored d2, if the environment was sent back, and d4, if version b was named. */
  @Test
  void whatCouldHaveBeenEitherIsNotKnown() {
    deploy("a").deploy("b").deploy("a").deploy("b").back("a");
    assertThat(target()).isEqualTo("d2");
    assertThat(back("b").now()).isEqualTo(Target.UNKNOWN);
    assertThat(deploy("c").target()).isEqualTo("d6");
  }

  /** Of very many the oldest are not asked for. */
  @Test
  void whatIsNotInTheLedgerIsNotKnown() {
    deploy("a").deploy("b").deploy("c").ledger.remove(0);
    WayBack way = new WayBack(ledger);
    assertThat(way.from("d2")).isEqualTo(Target.UNKNOWN);
    assertThat(way.from("d3")).isEqualTo(Target.to(ledger.get(0)));
    assertThat(way.from("d9")).isEqualTo(Target.UNKNOWN);
  }
}
