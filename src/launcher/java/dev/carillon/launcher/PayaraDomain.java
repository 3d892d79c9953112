package dev.carillon.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A domain of Payara Server outside of the unpacked server, started as a child: {@code asadmin start-domain} would leave it behind. */
record PayaraDomain(Path home, Path folder) {
  private static final String NAME = "carillon";

  /** A part of the server that is loaded when somebody asks for it: before the boot nobody has. */
  private static final String LATE = "set resources.managed-";

  private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";

  /** Copies the stock domain into a folder that must not be there yet. */
  static PayaraDomain create(Path home, Path folder) throws IOException {
    PayaraDomain domain = new PayaraDomain(home, folder);
    Folders.copy(home.resolve("glassfish/domains/domain1"), domain.root());
    return domain;
  }

  PayaraDomain logging(Path properties) throws IOException {
    Files.copy(properties, loggingFile(), StandardCopyOption.REPLACE_EXISTING);
    // it is by its record that the deployment is seen to be done
    Files.writeString(loggingFile(), "fish.payara.boot.runtime.BootCommand.level=INFO\n", StandardOpenOption.APPEND);
    return this;
  }

  /** Commands to run before the server opens a port, or as soon as it knows them: a file's, and more. */
  PayaraDomain beforeBoot(Path file, List<String> more) throws IOException {
    List<String> commands = Files.readAllLines(file);
    Files.write(beforeBootFile(), commands.stream().filter(command -> !command.startsWith(LATE)).toList());
    Files.write(beforeBootFile(), more, StandardOpenOption.APPEND);
    Files.write(afterBootFile(), commands.stream().filter(command -> command.startsWith(LATE)).toList());
    return this;
  }

  /** More commands to run when the server is up. */
  PayaraDomain afterBoot(List<String> commands) throws IOException {
    Files.write(afterBootFile(), commands, StandardOpenOption.APPEND);
    return this;
  }

  /** As the server's own launcher would start it, since its options depend on the Java. */
  List<String> command(Jvm jvm) throws IOException {
    List<String> stock = stockCommand(jvm);
    int main = stock.indexOf(MAIN);
    if (main < 0) {
      throw new CannotStartException("Payara Server in " + home + " does not say how it is started: " + String.join(" ", stock));
    }
    List<String> command = new ArrayList<>(stock.subList(0, main));
    command.set(0, jvm.java());
    command.addAll(jvm.options()); // the last one counts
    command.add(Payara.READS_CLASSES_WITHIN);
    command.add("-Djava.util.logging.config.file=" + loggingFile());
    command.addAll(stock.subList(main, stock.size()));
    return command;
  }

  /** One line an argument, between a headline and an empty line. */
  private List<String> stockCommand(Jvm jvm) throws IOException {
    Process asadmin =
        new ProcessBuilder(
                jvm.java(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "start-domain",
                "--dry-run",
                "--verbose", // the log goes to the console, too
                "--domaindir",
                folder.toString(),
                "--prebootcommandfile",
                beforeBootFile().toString(),
                "--postbootcommandfile",
                afterBootFile().toString(),
                NAME)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    asadmin.getOutputStream().close();
    String output = new String(asadmin.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.lines().skip(1).takeWhile(line -> !line.isEmpty()).toList();
  }

  private Path root() {
    return folder.resolve(NAME);
  }

  private Path loggingFile() {
    return root().resolve("config/logging.properties");
  }

  private Path beforeBootFile() {
    return folder.resolve("before-boot.asadmin");
  }

  private Path afterBootFile() {
    return folder.resolve("after-boot.asadmin");
  }
}
