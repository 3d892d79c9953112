package dev.carillon.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How both Payaras' log reads. */
final class PayaraLog {
  /** As server-config/payara/logging.properties formats them. */
  static final Pattern RECORD =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d [\\d:.]+ (?<level>SEVERE|WARNING|INFO) (?<logger>[\\w.$]*): (?<message>.*)");

  private static final Pattern DEPLOYING = Pattern.compile("Exception while deploying the app \\[.*?] : (.*)");

  private PayaraLog() {}

  /** Whether a record tells of a command of the files in server-config/payara. */
  static boolean isOfBootCommands(String logger) {
    return logger.startsWith("fish.payara.boot");
  }

  static Optional<String> deploymentFailure(String line) {
    Matcher deploying = DEPLOYING.matcher(line);
    return deploying.find() ? Optional.of(deploying.group(1)) : Optional.empty();
  }
}
