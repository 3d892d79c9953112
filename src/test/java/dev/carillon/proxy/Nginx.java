package dev.carillon.proxy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's nginx by server-config/nginx. */
final class Nginx {
  private Nginx() {}

  static List<String> command(Path program, Setup setup, boolean compressStreams) throws Exception {
    Path folder = setup.folder();
    Path chain = folder.resolve("carillon.crt");
    Path key = folder.resolve("carillon.key");
    Certificate.write(chain, setup.certificate().chain());
    Certificate.write(key, setup.certificate().key());
    Path site = folder.resolve("carillon.conf");
    setup
        .withNodes(Delivered.file("nginx/carillon.conf"))
        .with("listen 80;", "listen 127.0.0.1:" + setup.plainPort() + ";")
        .with("listen 443 ", "listen 127.0.0.1:" + setup.port() + " ")
        .with("/etc/nginx/carillon.crt", chain.toString())
        .with("/etc/nginx/carillon.key", key.toString())
        .with("gzip_types ", compressStreams ? "gzip_types text/event-stream " : "gzip_types ")
        .writeTo(site);
    Path all = folder.resolve("nginx.conf");
    Delivered.file("nginx/nginx.conf")
        .with("user www-data;", "user " + System.getProperty("user.name") + ";")
        .with("/run/nginx.pid", folder.resolve("nginx.pid").toString())
        .with("/var/log/nginx/", folder + "/")
        .with("/etc/nginx/carillon.conf", site.toString())
        .with("http {", "http {" + temporaryFolders(folder))
        .writeTo(all);
    return List.of(program.toString(), "-c", all.toString(), "-g", "daemon off;");
  }

  /** Those below /var are not for everybody. */
  private static String temporaryFolders(Path folder) {
    return Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        .map(kind -> "%1$s_temp_path %2$s/%1$s;".formatted(kind, folder))
        .collect(Collectors.joining());
  }
}
