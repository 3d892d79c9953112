package dev.carillon.launcher;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What both Payaras have in common: how their log reads, by our own format. */
abstract class Payara implements AppServer {
  static final Path LOGGING = Path.of("server-config/payara/logging.properties");

  /**
   * In seconds. The stock ten are too few for a busy machine, and what was not read by then is taken as not being there: the deployment fails for
   * want of the data source, say.
   */
  static final String READS_CLASSES_WITHIN = "-Dhk2.parser.timeout=300";

  /** As that file formats them. */
  private static final Pattern RECORD =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d [\\d:.]+ (?<level>SEVERE|WARNING|INFO) (?<logger>[\\w.$]*): (?<message>.*)");

  private static final Pattern DEPLOYING = Pattern.compile("Exception while deploying the app \\[.*?] : (.*)");

  @Override
  public final Pattern record() {
    return RECORD;
  }

  @Override
  public final Optional<String> deploymentFailure(String line) {
    Matcher deploying = DEPLOYING.matcher(line);
    return deploying.find() ? Optional.of(deploying.group(1)) : Optional.empty();
  }

  @Override
  public final boolean isOurs(String logger) {
    return AppServer.super.isOurs(logger) || isOfBootCommands(logger);
  }

  /** Whether a record tells of a command of the files in server-config/payara. */
  static boolean isOfBootCommands(String logger) {
    return logger.startsWith("fish.payara.boot");
  }
}
