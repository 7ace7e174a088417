package io.botledger.platform.eventstore;

import io.botledger.platform.database.Statements;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contents of versions, each stored once, under its hash. Part of the log: append-only. */
public final class Contents {

  private static final String STORE =
      """
      insert into events.content (hash, size, content) values (?, ?, ?::json)
      on conflict (hash) do nothing
      """;

  private final JdbcClient database;

  /**
   * @param dataSource that of the appends: a content is stored in the transaction of its event
   */
  public Contents(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal. */
  public static String hash(String json) {
    return HexFormat.of().formatHex(sha256().digest(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** SHA-256 itself. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /**
   * Stores a content in the running transaction, unless it is there already.
   *
   * @param hash as {@link #hash} gives it
   * @param size length in UTF-8 bytes
   * @param json kept to the letter
   */
  public void store(String hash, long size, String json) {
    database.sql(STORE).params(hash, size, json).update();
  }

  /** Adds what {@link #store} does to other statements of a transaction. */
  public static void add(Statements statements, String hash, long size, String json) {
    statements.add(STORE, hash, size, json);
  }

  /** The content of that hash, to the letter; empty if there is none. */
  public Optional<String> find(String hash) {
    return database
        .sql("select content::text from events.content where hash = ?")
        .param(hash)
        .query(String.class)
        .optional();
  }
}
