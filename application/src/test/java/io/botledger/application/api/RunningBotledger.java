package io.botledger.application.api;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;

/** The process that all tests share; each uses chatbots of its own. */
final class RunningBotledger {
  private RunningBotledger() {}

  static ContractClient client() {
    BotledgerProcess process = BotledgerProcess.shared();
    return new ContractClient(process.url(""), process.adminKey());
  }
}
