package io.botledger.query.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.progress.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who segments belong to, as everybody computes it. */
class SharesTest {
  private static final int ALL = Projection.values().length * Shares.SEGMENTS;

  private final Random random = new Random(1);

  private List<String> processes(int number) {
    return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
        .limit(number)
        .toList();
  }

  /** The owner of each segment. */
  private static List<String> owners(Collection<String> processes) {
    Shares shares = new Shares(processes);
    List<String> owners = new ArrayList<>();
    for (Projection projection : Projection.values()) {
      for (int segment = 0; segment < Shares.SEGMENTS; segment++) {
        int number = segment;
        List<String> all =
            processes.stream().filter(one -> shares.isOf(one, projection, number)).toList();
        assertThat(all).hasSize(1);
        owners.addAll(all);
      }
    }
    return owners;
  }

  @Test
  void nobodyHasMoreThanOneSegmentMoreThanAnother() {
    for (int number = 1; number <= 15; number++) {
      for (int round = 0; round < 50; round++) {
        List<String> processes = processes(number);
        List<String> owners = owners(processes);
        IntSummaryStatistics each =
            processes.stream()
                .mapToInt(process -> Collections.frequency(owners, process))
                .summaryStatistics();
        assertThat(each.getMax() - each.getMin()).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void whoeverKnowsTheSameProcessesComesToTheSame() {
    List<String> processes = new ArrayList<>(processes(5));
    List<String> owners = owners(processes);
    Collections.shuffle(processes, random);
    assertThat(owners(processes)).isEqualTo(owners);
  }

  /** At least four must move where a third process comes or goes; by rank it would be eight. */
  @Test
  void fewSegmentsMoveWhenAProcessComesOrGoes() {
    int moved = 0;
    int rounds = 500;
    for (int round = 0; round < rounds; round++) {
      List<String> three = processes(3);
      List<String> before = owners(three);
      List<String> after = owners(three.subList(1, 3));
      for (int i = 0; i < ALL; i++) {
        moved += before.get(i).equals(after.get(i)) ? 0 : 1;
      }
    }
    assertThat(moved / (double) rounds).isBetween(4.0, 5.7);
  }

  @Test
  void whatWasSplitByHandBelongsToWhomTheWholeDid() {
    List<String> processes = processes(3);
    Shares shares = new Shares(processes);
    for (String process : processes) {
      assertThat(shares.isOf(process, Projection.VERSION_LIST, 5))
          .isEqualTo(shares.isOf(process, Projection.VERSION_LIST, 1));
    }
  }
}
