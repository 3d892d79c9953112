package dev.carillon.library;

import dev.carillon.Directory;
import dev.carillon.launcher.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody's Maven, which has the jars of this build as if they had been installed, but in a local
 * repository of its own: a test must not leave anything in its user's. What this build has
 * downloaded before is copied from there; what is missing comes from Maven Central.
 */
record Stranger(Path folder) {
  private static final String VERSION = "1.0.0-SNAPSHOT";
  private static final Path OURS = Path.of("dev", "carillon", "carillon", VERSION);

  static Stranger with(Path folder) throws IOException {
    Path released = folder.resolve("released").resolve(OURS);
    Directory.delete(folder.resolve("released"));
    Directory.delete(folder.resolve("repository").resolve(OURS)); // of the run before
    Files.createDirectories(released);
    String name = "carillon-" + VERSION;
    Files.copy(Path.of("pom.xml"), released.resolve(name + ".pom"));
    for (String part : new String[] {"classes", "testkit"}) {
      Files.copy(
          Path.of("target", "carillon-" + part + ".jar"),
          released.resolve(name + "-" + part + ".jar"));
    }
    Files.writeString(folder.resolve("settings.xml"), settings(folder));
    return new Stranger(folder);
  }

  /** Starts it in a project's folder, its errors among what it says. */
  Process maven(Path project, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder
        .command()
        .add(Path.of(System.getProperty("carillon.maven.home"), "bin", "mvn").toString());
    builder.command().add("--settings=" + folder.resolve("settings.xml"));
    builder.command().add("-Dmaven.repo.local=" + folder.resolve("repository"));
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JDK_JAVA_OPTIONS", LauncherProcess.SHORT_LIVED);
    return builder.directory(project.toFile()).redirectErrorStream(true).start();
  }

  private static String settings(Path folder) {
    String repositories =
        repository("released", folder.resolve("released"))
            + repository("downloaded", Path.of(System.getProperty("carillon.maven.repository")));
    return """
        <settings>
          <profiles><profile>
            <id>stranger</id>
            <repositories>%s</repositories>
            <pluginRepositories>%s</pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>stranger</activeProfile></activeProfiles>
        </settings>
        """
        .formatted(repositories, repositories.replace("repository>", "pluginRepository>"));
  }

  private static String repository(String id, Path folder) {
    return "<repository><id>%s</id><url>%s</url><releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><checksumPolicy>ignore</checksumPolicy></snapshots></repository>"
        .formatted(id, folder.toUri());
  }
}
