package dev.carillon.proxy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The proxies, and the one line that operators may choose about. */
enum Kind {
  NGINX("/usr/sbin/nginx"),
  NGINX_COMPRESSING_STREAMS("/usr/sbin/nginx"),
  HAPROXY("/usr/sbin/haproxy");

  private final Path program;

  Kind(String program) {
    this.program = Path.of(program);
  }

  /** Skips a test where it is not there. */
  void assumeInstalled() {
    assumeTrue(isInstalled(), program + " is not there: install it");
  }

  boolean isInstalled() {
    return Files.isExecutable(program);
  }

  boolean compressesStreams() {
    return this == NGINX_COMPRESSING_STREAMS;
  }

  /** Writes its configuration; what has to be run. */
  List<String> command(Setup setup) throws Exception {
    return switch (this) {
      case NGINX, NGINX_COMPRESSING_STREAMS -> Nginx.command(program, setup, compressesStreams());
      case HAPROXY -> Haproxy.command(program, setup);
    };
  }
}
