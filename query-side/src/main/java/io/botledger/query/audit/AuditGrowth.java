package io.botledger.query.audit;

import io.botledger.events.ApiKeyEvent;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generations;
import io.botledger.query.standing.Standings;
import io.botledger.query.stream.Change;
import io.botledger.query.stream.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The entries in the order in which they are told. A topic is a chatbot, by its id, or {@link
 * #EVERYTHING}.
 *
 * <p>Of several chatbots entries do not appear in the order of their positions. So what is told
 * ends where nothing can still appear below; and it is told once every projection has it, so that
 * whoever is told and asks is shown it.
 */
@Component
class AuditGrowth implements Source {

  /** No chatbot has this id. */
  static final String EVERYTHING = ApiKeyEvent.CHATBOT_ID;

  /** How many entries of a topic are looked at at once. */
  private static final int PAGE = 32;

  private record Found(String topic, AuditEntry entry) {}

  private final JdbcClient database;
  private final Generations generations;
  private final Standings standings;
  private final Progress progress;

  AuditGrowth(
      @Qualifier("readDataSource") DataSource readDataSource,
      Generations generations,
      Standings standings,
      Progress progress) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
    this.standings = standings;
    this.progress = progress;
  }

  /** The position below which nothing can still appear. */
  long end() {
    return standings.position(Projection.AUDIT_HISTORY);
  }

  @Override
  public Map<String, Page> after(Map<String, Long> positions) {
    long end = end();
    Map<String, Long> ofChatbots = new HashMap<>(positions);
    Long ofAll = ofChatbots.remove(EVERYTHING);
    Map<String, List<AuditEntry>> found =
        Stream.concat(
                ofChatbots.isEmpty() ? Stream.of() : ofChatbots(ofChatbots, end).stream(),
                ofAll == null ? Stream.of() : ofAll(ofAll, end).stream())
            .collect(
                Collectors.groupingBy(
                    Found::topic, Collectors.mapping(Found::entry, Collectors.toList())));
    found.values().forEach(this::awaitShown);
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> page(each.getValue())));
  }

  private List<Found> ofAll(long after, long end) {
    return database
        .sql(
            "select %s from %s where position > ? and position <= ? order by position limit ?"
                .formatted(AuditEntry.COLUMNS, table()))
        .params(after, end, PAGE)
        .query((row, number) -> new Found(EVERYTHING, AuditEntry.read(row)))
        .list();
  }

  private List<Found> ofChatbots(Map<String, Long> positions, long end) {
    String[] chatbots = positions.keySet().toArray(String[]::new);
    Long[] afters = Stream.of(chatbots).map(positions::get).toArray(Long[]::new);
    return database
        .sql(
            """
            select entry.* from unnest(?::text[], ?::bigint[]) as asked (topic, after)
              cross join lateral (
                select %s from %s as entry
                where entry.chatbot_id = asked.topic
                  and entry.position > asked.after and entry.position <= ?
                order by entry.position limit ?) as entry
            order by entry.position
            """
                .formatted(AuditEntry.COLUMNS, table()))
        .params(chatbots, afters, end, PAGE)
        .query((row, number) -> ofChatbot(row))
        .list();
  }

  private static Found ofChatbot(ResultSet row) throws SQLException {
    AuditEntry entry = AuditEntry.read(row);
    return new Found(Objects.requireNonNull(entry.chatbotId()), entry);
  }

  /** Waits until the reads show it, as a write does, and like a write not for ever. */
  private void awaitShown(List<AuditEntry> entries) {
    Map<String, Long> newest = new HashMap<>();
    entries.forEach(
        entry ->
            newest.merge(
                Objects.requireNonNullElse(entry.chatbotId(), ApiKeyEvent.CHATBOT_ID),
                entry.position(),
                Math::max));
    List<CompletableFuture<Boolean>> waits =
        newest.entrySet().stream()
            .map(each -> progress.handled(each.getKey(), each.getValue()))
            .toList();
    waits.forEach(CompletableFuture::join);
  }

  private static Page page(List<AuditEntry> entries) {
    return new Page(
        entries.stream().map(entry -> Change.of(entry.position(), null, entry)).toList(),
        entries.get(entries.size() - 1).position(),
        entries.size() == PAGE);
  }

  private String table() {
    return generations.live(Projection.AUDIT_HISTORY).table("entry");
  }
}
