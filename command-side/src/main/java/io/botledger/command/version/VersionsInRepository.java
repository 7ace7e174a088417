package io.botledger.command.version;

import io.botledger.events.VersionEvent;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Other versions, loaded in the same unit of work: one append, one transaction, one time. */
@Component
class VersionsInRepository implements OtherVersions {
  private final ObjectProvider<Repository<Version>> repository;

  VersionsInRepository(ObjectProvider<Repository<Version>> repository) {
    this.repository = repository;
  }

  @Override
  public void apply(String versionId, VersionEvent event) {
    repository
        .getObject()
        .load(versionId)
        .execute(
            version -> {
              version.keepIfLong();
              AggregateLifecycle.apply(event);
            });
  }
}
