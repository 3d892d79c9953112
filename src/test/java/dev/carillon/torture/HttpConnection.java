package dev.carillon.torture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * HTTP/1.1 by hand, so that a connection can be cut off amid anything, by FIN or by RST. One thread
 * at a time.
 */
final class HttpConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3000;

  /** So small that what has been read often ends amid an event. */
  private static final int BUFFER = 700;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final boolean byReset;

  /** The head of an answer. */
  record Head(int status, Map<String, String> headers) {
    /** Whether Carillon itself says no, and not the server that is just starting or stopping. */
    boolean isProblem() {
      return headers.getOrDefault("content-type", "").startsWith("application/problem+json");
    }
  }

  HttpConnection(Wire node, Random random, BooleanSupplier leaves) throws IOException {
    byReset = random.nextBoolean();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()), CONNECT_MILLIS);
      in = new BufferedInputStream(new PatientInput(socket, leaves), BUFFER);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Asks, and reads the head of the answer. */
  Head get(String path, Map<String, String> headers) throws IOException {
    StringBuilder request = new StringBuilder("GET /carillon" + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    String[] status = line().split(" ", 3);
    Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      answered.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return new Head(Integer.parseInt(status[1]), answered);
  }

  /** The body of that answer, as it comes. */
  InputStream body(Head head) {
    boolean chunked =
        head.headers().getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
    String length = head.headers().getOrDefault("content-length", "0");
    return new HttpBody(this, chunked, chunked ? 0 : Long.parseLong(length));
  }

  InputStream raw() {
    return in;
  }

  /** One line, without its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** {@code topic=…&topic=…}. */
  static String topics(List<String> selectors) {
    return selectors.stream()
        .map(selector -> "topic=" + URLEncoder.encode(selector, StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() throws IOException {
    if (byReset) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }
}
