package dev.carillon.container;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it is shipped, with a test and what it needs added. */
final class Deployments {
  private static final File WAR = new File("target/carillon.war");

  private Deployments() {}

  static WebArchive carillonWith(Class<?>... classes) {
    return ShrinkWrap.create(ZipImporter.class, "carillon.war")
        .importFrom(WAR)
        .as(WebArchive.class)
        .addClasses(classes)
        .addAsLibraries(jar(Assertions.class), jar(Awaitility.class), jar(Matcher.class));
  }

  private static File jar(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
