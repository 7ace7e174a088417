package io.botledger.query;

import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.progress.Progress;
import io.botledger.query.audit.AuditHistoryProjector;
import io.botledger.query.deployed.DeployedVersionProjector;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.generation.Pace;
import io.botledger.query.generation.Rebuilds;
import io.botledger.query.projection.Changes;
import io.botledger.query.projection.OfVersionsOnly;
import io.botledger.query.projection.ProcessorFactory;
import io.botledger.query.projection.Processors;
import io.botledger.query.projection.Projector;
import io.botledger.query.projection.SequenceRetry;
import io.botledger.query.segment.ClaimPace;
import io.botledger.query.segment.Processes;
import io.botledger.query.versionlist.VersionListProjector;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/**
 * The query side: follows the log, keeps the read models, answers. Its console is put beside it,
 * since it needs none of this.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = "io\\.botledger\\.query\\.console\\..*"))
public class QuerySideConfiguration {

  /** The projections select from the log's tables, so these come first. */
  @Bean
  Generations generations(
      Database database,
      EventTables eventTables,
      @Qualifier("readDataSource") DataSource readDataSource,
      ObjectProvider<Pace> pace) {
    return Generations.prepare(database, readDataSource, pace.getIfAvailable(() -> Pace.USUAL));
  }

  /** Behind the generations, which see to it that the table exists. */
  @Bean
  Rebuilds rebuilds(
      @Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    return new Rebuilds(readDataSource);
  }

  /** Behind the generations, like the rebuilds. */
  @Bean
  Processes processes(
      @Qualifier("projectionDataSource") DataSource projectionDataSource, Generations generations) {
    return new Processes(projectionDataSource, ClaimPace.USUAL);
  }

  @Bean
  Processors processors(
      EventLog eventLog,
      @Qualifier("projectionDataSource") DataSource projectionDataSource,
      Serializer serializer,
      Processes processes,
      Progress progress,
      Generations generations,
      Changes changes) {
    return new ProcessorFactory(
            eventLog,
            projectionDataSource,
            serializer,
            processes,
            progress,
            Processors.BATCH,
            generations,
            changes,
            QuerySideConfiguration::projector)
        .processors();
  }

  @Bean
  SequenceRetry sequenceRetry(EventLog eventLog) {
    return new SequenceRetry(eventLog, QuerySideConfiguration::projector);
  }

  static Projector projector(Generation generation) {
    return switch (generation.projection()) {
      case VERSION_LIST -> new OfVersionsOnly(generation, new VersionListProjector(generation));
      case DEPLOYED_VERSION ->
          new OfVersionsOnly(generation, new DeployedVersionProjector(generation));
      case AUDIT_HISTORY -> new AuditHistoryProjector(generation);
    };
  }
}
