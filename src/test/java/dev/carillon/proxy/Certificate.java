package dev.carillon.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that nobody else trusts, made by the JDK's keytool. */
final class Certificate {
  private static final String ALIAS = "proxy";
  private static final String PASSWORD = "throwaway";

  private final KeyStore store;

  private Certificate(KeyStore store) {
    this.store = store;
  }

  /** Makes one; its files go into this folder. */
  static Certificate in(Path folder) throws Exception {
    Path file = folder.resolve("certificate.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int code =
        new ProcessBuilder(
                "%s -genkeypair -alias %s -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1"
                    .formatted(keytool, ALIAS)
                    .concat(" -ext san=ip:127.0.0.1 -validity 2 -storetype PKCS12 -storepass ")
                    .concat(PASSWORD + " -keystore " + file)
                    .split(" "))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("keytool returned " + code);
    }
    return new Certificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
  }

  /** The certificate as proxies read it. */
  String chain() throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
  }

  /** Its key, likewise. */
  String key() throws GeneralSecurityException {
    return pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  /** What a client has to trust. */
  SSLContext trusted() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  static void write(Path file, String... pems) throws IOException {
    Files.writeString(file, String.join("", pems));
  }

  private static String pem(String type, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, body);
  }
}
