package io.botledger.platform.eventstore;

import tools.jackson.databind.node.ObjectNode;

/** Revision 1 did not record the name that the version had before. */
final class VersionRestored1To2 extends PayloadUpcaster {

  VersionRestored1To2() {
    super("VersionRestored", "1", "2");
  }

  @Override
  void upcast(ObjectNode payload) {
    payload.putNull("previousName");
  }
}
