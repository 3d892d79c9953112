package dev.carillon.container;

import java.io.File;
import java.net.URI;
import java.util.List;

/**
 * The Payara Micro that this code runs in. By reflection: its API is not on the compiler's class
 * path, since the WAR must not use it.
 */
public final class Server {
  private static final String API = "fish.payara.micro.PayaraMicroRuntime";
  private static final String IMPLEMENTATION = "fish.payara.micro.impl.PayaraMicroImpl";

  private final Class<?> api;
  private final Object runtime;

  private Server(Class<?> api, Object runtime) {
    this.api = api;
    this.runtime = runtime;
  }

  static Server current() throws ReflectiveOperationException {
    Class<?> implementation = Class.forName(IMPLEMENTATION);
    Object micro = implementation.getMethod("getInstance").invoke(null);
    Object runtime = implementation.getMethod("getRuntime").invoke(micro);
    return new Server(Class.forName(API), runtime);
  }

  void deploy(String name, File war) throws ReflectiveOperationException {
    api.getMethod("deploy", String.class, String.class, File.class)
        .invoke(runtime, name, name, war);
  }

  void undeploy(String name) throws ReflectiveOperationException {
    api.getMethod("undeploy", String.class).invoke(runtime, name);
  }

  /** Where an application is. */
  URI uri(String name) throws ReflectiveOperationException {
    Object descriptor = api.getMethod("getLocalDescriptor").invoke(runtime);
    Class<?> type = Class.forName("fish.payara.micro.data.InstanceDescriptor");
    List<?> ports = (List<?>) type.getMethod("getHttpPorts").invoke(descriptor);
    return URI.create("http://127.0.0.1:" + ports.get(0) + "/" + name + "/");
  }
}
