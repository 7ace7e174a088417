package io.botledger.query.audit;

import java.util.Arrays;
import java.util.List;

/** What an audit entry says was done. */
enum AuditAction {
  CREATED("created"),
  DEPLOYED("deployed"),
  UNDEPLOYED("undeployed"),
  ROLLED_BACK("rolled-back"),
  DELETED("deleted"),
  RESTORED("restored"),
  KEY_CREATED("key-created"),
  KEY_REVOKED("key-revoked");

  private final String text;

  AuditAction(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(AuditAction::text).toList();
  }
}
