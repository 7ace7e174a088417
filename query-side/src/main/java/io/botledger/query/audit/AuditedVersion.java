package io.botledger.query.audit;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Column;
import io.botledger.query.projection.TemporalTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What an entry needs to know of a version: its number and the name it had at the time. */
record AuditedVersion(String id, String chatbotId, String versionNumber, String name) {

  static TemporalTable<AuditedVersion> table(Generation generation) {
    return new TemporalTable<>(
        generation,
        "version",
        "version_id",
        "version.version_id, version.chatbot_id, version.version_number, version.name",
        AuditedVersion::read,
        List.of(
            new Column<>("version_id", "text", AuditedVersion::id),
            new Column<>("chatbot_id", "text", AuditedVersion::chatbotId),
            new Column<>("version_number", "text", AuditedVersion::versionNumber),
            new Column<>("name", "text", AuditedVersion::name)));
  }

  private static AuditedVersion read(ResultSet row) throws SQLException {
    return new AuditedVersion(
        row.getString("version_id"),
        row.getString("chatbot_id"),
        row.getString("version_number"),
        row.getString("name"));
  }

  AuditedVersion renamed(String newName) {
    return new AuditedVersion(id, chatbotId, versionNumber, newName);
  }

  /** As sentences have it. */
  String shown() {
    return "version " + versionNumber + " \"" + name + "\"";
  }
}
