package io.botledger.query.generation;

import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import io.botledger.platform.progress.Projection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows which generation of each projection is the live one: the one that answers. Whoever reads or
 * writes read models takes this as a dependency, so that the tables exist.
 *
 * <p>All processes change to another live generation at the same moment. As a rule a process relies
 * on what it saw when it looked last, and asks anew when that is older than {@link Pace#lease()}.
 * Before another generation becomes the live one, it is joining for longer than that, so that every
 * process knows; and while one is joining, every answer asks.
 */
public final class Generations {

  /** The schema of what all generations share. */
  public static final String SHARED = "query";

  private static final String ALL =
      """
      select projection.name, projection.live_generation, rebuild.generation, rebuild.phase
      from query.projection left join query.rebuild
        on rebuild.projection = projection.name and rebuild.state = 'running'
      """;

  private final JdbcClient database;
  private final Pace pace;
  private volatile KnownGenerations known;

  private Generations(JdbcClient database, Pace pace) {
    this.database = database;
    this.pace = pace;
    this.known = ask();
  }

  /**
   * Brings the shared schema and those of the generations in use up to date.
   *
   * @param dataSource to read the registry with
   */
  public static Generations prepare(Database database, DataSource dataSource) {
    return prepare(database, dataSource, Pace.USUAL);
  }

  /** The same, at another pace. */
  public static Generations prepare(Database database, DataSource dataSource, Pace pace) {
    Migrations.migrate(database, SHARED, "db/query/registry");
    Generations generations = new Generations(JdbcClient.create(dataSource), pace);
    generations.followed().forEach(generation -> generation.migrate(database));
    return generations;
  }

  public Pace pace() {
    return pace;
  }

  /** The generation that answers at present. An answer in chunks asks once, at its start. */
  public Generation live(Projection projection) {
    KnownGenerations now = known;
    boolean reliable =
        System.nanoTime() - now.asked() < pace.lease().toNanos()
            && !now.joining().contains(projection);
    return (reliable ? now : look()).live(projection);
  }

  /**
   * Whether the generation was the live one when this process looked last. What such a generation
   * has handled is shown by every answer from then on, whichever is the live one later.
   */
  public boolean isLive(Generation generation) {
    return known.live(generation.projection()).equals(generation);
  }

  /** Whether some live generation may be another one at any moment. */
  public boolean isAnyJoining() {
    return !known.joining().isEmpty();
  }

  /** The generations that must follow the log: the live ones, and those that are being built. */
  public Set<Generation> followed() {
    KnownGenerations now = known;
    Set<Generation> followed = new HashSet<>(now.live().values());
    followed.addAll(now.built());
    return followed;
  }

  /** Looks at the tables now. */
  public void refresh() {
    look();
  }

  private KnownGenerations look() {
    KnownGenerations seen = ask();
    learn(seen);
    return seen;
  }

  /** Of two looks at once, the one that began later knows better. */
  private synchronized void learn(KnownGenerations seen) {
    if (seen.asked() - known.asked() > 0) {
      known = seen;
    }
  }

  private KnownGenerations ask() {
    long asked = System.nanoTime();
    Map<Projection, Generation> live = new EnumMap<>(Projection.class);
    Set<Generation> built = new HashSet<>();
    Set<Projection> joining = EnumSet.noneOf(Projection.class);
    database
        .sql(ALL)
        .query(
            row -> {
              Projection projection = Projection.named(row.getString("name")).orElse(null);
              if (projection == null) {
                // A newer release's.
                return;
              }
              live.put(projection, new Generation(projection, row.getInt("live_generation")));
              String phase = row.getString("phase");
              if (phase != null && !phase.equals(Rebuild.Phase.MAKING.text())) {
                built.add(new Generation(projection, row.getInt("generation")));
              }
              if (Rebuild.Phase.JOINING.text().equals(phase)) {
                joining.add(projection);
              }
            });
    return new KnownGenerations(live, built, joining, asked);
  }
}
