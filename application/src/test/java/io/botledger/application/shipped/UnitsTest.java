package io.botledger.application.shipped;

import static io.botledger.application.shipped.Shipped.console;
import static io.botledger.application.shipped.Shipped.read;
import static io.botledger.application.shipped.Shipped.settings;
import static io.botledger.application.shipped.Shipped.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.route.Side;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The split shape on machines without containers: the units are held against the build. */
class UnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @ParameterizedTest
  @EnumSource
  void aRoleIsGivenWhatItKnowsAndNeeds(Side side) {
    Unit unit = Unit.of(file(side));
    Map<String, String> environment = new HashMap<>(unit.environment());
    new Unit(read("systemd/botledger.env").lines().filter(line -> line.contains("=")).toList())
        .lines()
        .forEach(line -> environment.put(line.split("=")[0], line.split("=", 2)[1]));
    assertThat(unknown(environment)).isEmpty();
    assertThat(settings(environment).role()).isEqualTo(side.text());
    assertThat(console(environment).api()).hasToString("http://127.0.0.1:8080");
    assertThat(environment)
        .containsEntry("SPRING_DATASOURCE_USERNAME", "botledger_" + side.text())
        .containsEntry("SERVER_PORT", "%i")
        .containsEntry("SPRING_CONFIG_IMPORT", "configtree:%d/")
        .containsKey("SPRING_DATASOURCE_URL");
    assertThat(unit.all("LoadCredential"))
        .containsExactly(
            "spring.datasource.password:/etc/botledger/%s-password".formatted(side.text()),
            "botledger.admin-key:/etc/botledger/admin-key");
    assertThat(unknown(Map.of("BOTLEDGER_ADMIN_KEY", "x"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aProcessIsNobodyAndHasTheTimeToStop(Side side) {
    Unit unit = Unit.of(file(side));
    assertThat(unit.the("DynamicUser")).isEqualTo("yes");
    assertThat(unit.the("CapabilityBoundingSet")).isEmpty();
    // The process promises to stop within 20 s; a JVM that is told to stop returns 128 + 15.
    assertThat(Integer.parseInt(unit.the("TimeoutStopSec"))).isGreaterThan(20);
    assertThat(unit.the("SuccessExitStatus")).isEqualTo("143");
    assertThat(unit.the("ExecStart")).endsWith("/java -jar /opt/botledger/botledger.jar");
  }

  @Test
  void theTwoDifferInTheRoleAlone() {
    assertThat(
            read(file(Side.COMMAND))
                .replace("command@8081", "query@8091")
                .replaceAll("\\bcommand\\b|(?<=_)command", "query"))
        .isEqualTo(read(file(Side.QUERY)));
  }

  /** What is enabled by the commands of the manual is what the gateway knows. */
  @ParameterizedTest
  @EnumSource
  void theManualsProcessesAreTheGateways(Side side) {
    String manual = read("docs/operations.md");
    assertThat(manual)
        .contains(
            "application/target/botledger.jar /opt/botledger/botledger.jar",
            "systemd/botledger.env /etc/botledger/botledger.env",
            "gateway/botledger.conf gateway/upstreams.conf /etc/nginx/conf.d/");
    Set<String> made =
        Set.of(found(manual, "for name in ([^;]+); do head").iterator().next().split(" "));
    assertThat(Unit.of(file(side)).all("LoadCredential"))
        .extracting(credential -> credential.replaceAll(".*:/etc/botledger/", ""))
        .allSatisfy(name -> assertThat(made).contains(name));
    assertThat(found(manual, "botledger-" + side.text() + "@(\\d+)"))
        .containsAll(
            found(
                read("gateway/upstreams.conf")
                    .replaceAll("(?s).*upstream " + side.text() + " \\{(.*?)\n}.*", "$1"),
                "127\\.0\\.0\\.1:(\\d+)"));
  }

  @ParameterizedTest
  @EnumSource
  void systemdKnowsEverySetting(Side side, @TempDir Path folder) throws Exception {
    String unit = read(file(side)).replace("/usr/bin/java", "/bin/true");
    assertThat(complaints(folder, "right", unit)).isEmpty();
    assertThat(complaints(folder, "wrong", unit.replace("ProtectClock", "ProtectClok")))
        .contains("ProtectClok");
  }

  private static String complaints(Path folder, String name, String unit) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(ANALYZE), "There is no systemd here.");
    Files.writeString(folder.resolve(name + "@.service"), unit);
    Process process =
        new ProcessBuilder(
                ANALYZE.toString(), "verify", folder.resolve(name + "@8081.service").toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Set<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String file(Side side) {
    return "systemd/botledger-" + side.text() + "@.service";
  }
}
