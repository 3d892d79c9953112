package dev.carillon.proxy;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** One stream, compressed or not, read as its lines come. */
final class Reader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private String lastId = "";

  private Reader(HttpResponse<InputStream> response) throws IOException {
    this.response = response;
    InputStream body = encoding().isEmpty() ? response.body() : unzip(response.body());
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  static Reader open(HttpClient http, String uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).headers(headers).build();
    return new Reader(http.send(request, BodyHandlers.ofInputStream()));
  }

  /** Which never claims that there is more: the reader would wait for it, with a line in hand. */
  private static InputStream unzip(InputStream zipped) throws IOException {
    return new GZIPInputStream(zipped) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  HttpClient.Version version() {
    return response.version();
  }

  /** Empty: as it is. */
  String encoding() {
    return response.headers().firstValue("Content-Encoding").orElse("");
  }

  /** The next line that begins like this, at once when it is there. */
  String awaitLine(String beginning) throws IOException {
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new EOFException("The end came before " + beginning);
      }
      lastId = line.startsWith("id: ") ? line.substring(4) : lastId;
      if (line.startsWith(beginning)) {
        return line;
      }
    }
  }

  String lastId() {
    return lastId;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
