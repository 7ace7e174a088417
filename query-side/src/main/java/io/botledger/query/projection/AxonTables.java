package io.botledger.query.projection;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;

/** Axon's own table of the query side: the tokens. */
public final class AxonTables {

  /** How long a process that is gone keeps its segments. */
  static final Duration CLAIM = Duration.ofSeconds(5);

  private AxonTables() {}

  /** The tokens, with a node id that no other process has. */
  public static TokenStore tokens(DataSource dataSource, Serializer serializer) {
    return JdbcTokenStore.builder()
        .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
        .serializer(serializer)
        .contentType(String.class)
        .claimTimeout(CLAIM)
        // The runtime's name (process id and host) alone may be that of another container.
        .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID())
        .schema(
            TokenSchema.builder()
                .setTokenTable("query.token_entry")
                .setProcessorNameColumn("processor_name")
                .setSegmentColumn("segment")
                .setTokenColumn("token")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("timestamp")
                .setOwnerColumn("owner")
                .build())
        .build();
  }
}
