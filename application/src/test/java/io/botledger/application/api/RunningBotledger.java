package io.botledger.application.api;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;

/** What the tests talk to: the process that they share, unless a test has another one. */
public interface RunningBotledger {

  /** A client of it; each test uses chatbots of its own. */
  default ContractClient connect() {
    BotledgerProcess process = BotledgerProcess.shared();
    return new ContractClient(process.url(""), process.adminKey());
  }

  /** The same, with all permissions, to see what has come of it. */
  default ContractClient connectToLook() {
    return connect();
  }
}
