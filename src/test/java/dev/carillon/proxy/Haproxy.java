package dev.carillon.proxy;

import java.nio.file.Path;
import java.util.List;

/** Debian's HAProxy by server-config/haproxy. */
final class Haproxy {
  private Haproxy() {}

  static List<String> command(Path program, Setup setup) throws Exception {
    Path pem = setup.folder().resolve("carillon.pem");
    Certificate.write(pem, setup.certificate().chain(), setup.certificate().key());
    Path all = setup.folder().resolve("haproxy.cfg");
    setup
        .withNodes(Delivered.file("haproxy/haproxy.cfg"))
        .with("bind :80\n", "bind 127.0.0.1:" + setup.plainPort() + "\n")
        .with("bind :443 ", "bind 127.0.0.1:" + setup.port() + " ")
        .with("/etc/haproxy/carillon.pem", pem.toString())
        // who is not root may not raise the limit of descriptors
        .with("maxconn 32000", "maxconn 8000")
        .writeTo(all);
    return List.of(program.toString(), "-db", "-f", all.toString());
  }
}
