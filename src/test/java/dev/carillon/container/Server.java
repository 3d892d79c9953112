package dev.carillon.container;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The server that this code runs in, as far as applications come to it and go. By reflection: no
 * server's API is on the compiler's class path, since the WAR must not use it.
 */
public interface Server {

  /** The one that is there. */
  static Server current() throws ReflectiveOperationException {
    if (System.getProperty("jboss.home.dir") != null) {
      return new WildFly();
    }
    try {
      return new PayaraMicro();
    } catch (ClassNotFoundException another) {
      return new PayaraServer();
    }
  }

  void deploy(String name, File war) throws ReflectiveOperationException, IOException;

  void undeploy(String name) throws ReflectiveOperationException, IOException;

  int httpPort() throws ReflectiveOperationException;

  /** Where an application is. */
  default URI uri(String name) throws ReflectiveOperationException {
    return URI.create("http://127.0.0.1:" + httpPort() + "/" + name + "/");
  }

  /** By its own API, which the full server does not have. */
  final class PayaraMicro implements Server {
    private final Class<?> api;
    private final Object runtime;

    private PayaraMicro() throws ReflectiveOperationException {
      Class<?> implementation = Class.forName("fish.payara.micro.impl.PayaraMicroImpl");
      Object micro = implementation.getMethod("getInstance").invoke(null);
      runtime = implementation.getMethod("getRuntime").invoke(micro);
      api = Class.forName("fish.payara.micro.PayaraMicroRuntime");
    }

    @Override
    public void deploy(String name, File war) throws ReflectiveOperationException {
      api.getMethod("deploy", String.class, String.class, File.class)
          .invoke(runtime, name, name, war);
    }

    @Override
    public void undeploy(String name) throws ReflectiveOperationException {
      api.getMethod("undeploy", String.class).invoke(runtime, name);
    }

    @Override
    public int httpPort() throws ReflectiveOperationException {
      Object descriptor = api.getMethod("getLocalDescriptor").invoke(runtime);
      Class<?> type = Class.forName("fish.payara.micro.data.InstanceDescriptor");
      List<?> ports = (List<?>) type.getMethod("getHttpPorts").invoke(descriptor);
      return (Integer) ports.get(0);
    }
  }

  /** By the commands that its administration has. */
  final class PayaraServer implements Server {
    private final Class<?> api = Class.forName("org.glassfish.embeddable.CommandRunner");
    private final Object commands;

    private PayaraServer() throws ReflectiveOperationException {
      Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
      commands = globals.getMethod("get", Class.class).invoke(null, api);
    }

    @Override
    public void deploy(String name, File war) throws ReflectiveOperationException {
      run("deploy", "--name", name, "--contextroot", name, war.getAbsolutePath());
    }

    @Override
    public void undeploy(String name) throws ReflectiveOperationException {
      run("undeploy", name);
    }

    @Override
    public int httpPort() {
      return Integer.parseInt(System.getenv("CARILLON_HTTP_PORT"));
    }

    private void run(String command, String... arguments) throws ReflectiveOperationException {
      Object result =
          api.getMethod("run", String.class, String[].class).invoke(commands, command, arguments);
      Class<?> type = Class.forName("org.glassfish.embeddable.CommandResult");
      Object failure = type.getMethod("getFailureCause").invoke(result);
      if (failure instanceof Throwable cause) {
        throw new InvocationTargetException(cause, command);
      }
    }
  }

  /** By files in the folder that it scans every five seconds. */
  final class WildFly implements Server {
    private final Path folder = Path.of(System.getProperty("jboss.server.base.dir"), "deployments");

    @Override
    public void deploy(String name, File war) throws IOException {
      Files.copy(war.toPath(), file(name, ""), StandardCopyOption.REPLACE_EXISTING);
      Files.createFile(file(name, ".dodeploy"));
      awaitMarker(name, ".deployed");
    }

    @Override
    public void undeploy(String name) throws IOException {
      Files.delete(file(name, ".deployed"));
      awaitMarker(name, ".undeployed");
    }

    @Override
    public int httpPort() {
      return Integer.getInteger("jboss.http.port");
    }

    private void awaitMarker(String name, String marker) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.exists(file(name, marker)));
    }

    private Path file(String name, String marker) {
      return folder.resolve(name + ".war" + marker);
    }
  }
}
