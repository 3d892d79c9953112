package dev.carillon.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * An SMTP server for one mail, as polite as most of them until a certain command, which it answers
 * as told, or by hanging up.
 */
public final class ScriptedServer implements AutoCloseable {
  /** Instead of an answer. */
  static final String HANGS_UP = "";

  private static final Map<String, String> POLITE =
      Map.of("DATA", "354 go on", "QUIT", "221 bye", ".", "250 taken");

  private final ServerSocket socket;
  private final Thread thread;

  ScriptedServer(String command, String answer) throws IOException {
    this(0, command, answer);
  }

  public ScriptedServer(int port, String command, String answer) throws IOException {
    socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    thread = new Thread(() -> serve(command, answer));
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Whether it has had its client. */
  public boolean isDone() {
    return !thread.isAlive();
  }

  private void serve(String command, String answer) {
    try (Socket client = socket.accept();
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        OutputStream out = client.getOutputStream()) {
      say(out, "220 here");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String said = line.replaceFirst(" .*", "");
        if (data && !said.equals(".")) {
          continue;
        }
        data = said.equals("DATA");
        String reply = said.equals(command) ? answer : POLITE.getOrDefault(said, "250 well");
        if (reply.equals(HANGS_UP)) {
          return;
        }
        say(out, reply);
        data &= reply.startsWith("354");
      }
    } catch (IOException clientGone) {
      // it has heard what it was to hear
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
