package dev.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayaraServerTest {
  private static final String COMMANDS = "fish.payara.boot.runtime.BootCommand";
  private final PayaraServer server = new PayaraServer();

  @Test
  void isBootedWhenTheWarIsDeployedOrWasRefused() {
    assertThat(server.isBooted(COMMANDS, "Boot Command deploy returned with result SUCCESS : …"))
        .isTrue();
    assertThat(server.isBooted(COMMANDS, "Boot Command deploy failed PlainTextActionReporter…"))
        .isTrue();
    assertThat(server.isBooted(COMMANDS, "Boot Command set returned with result SUCCESS : …"))
        .isFalse();
    assertThat(server.isBooted("javax.enterprise.system.core", "Boot Command deploy …")).isFalse();
  }

  @Test
  void hasTheLimitsThatPayaraMicroHas() throws IOException {
    List<String> limits =
        commands("before-boot.asadmin").stream()
            .filter(command -> !command.contains("network-listeners")) // they are named otherwise
            .toList();

    assertThat(limits).hasSizeGreaterThan(3);
    assertThat(commands("server.asadmin")).containsAll(limits);
  }

  private static List<String> commands(String file) throws IOException {
    return Files.readAllLines(Path.of("server-config/payara", file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
