package dev.carillon.torture;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Everything that can go wrong. */
final class Faults {
  private static final int STUCK_CLIENTS = 5;

  private Faults() {}

  static List<Fault> all() {
    return Stream.of(DatabaseFaults.all(), network(), nodes()).flatMap(List::stream).toList();
  }

  private static List<Fault> network() {
    return List.of(
        new Fault("half-open to PostgreSQL", 12, 15, freeze(TortureNode::toPostgres)),
        new Fault("cut from PostgreSQL", 0, 0, cut(TortureNode::toPostgres)),
        new Fault("half-open to clients", 5, 8, freeze(TortureNode::toClients)),
        new Fault("cut from clients", 0, 0, cut(TortureNode::toClients)),
        new Fault("clients that never read", 2, 6, Faults::neverRead));
  }

  private static List<Fault> nodes() {
    return List.of(
        new Fault("node killed", 0, 3, Faults::kill),
        new Fault("node stopped in order", 0, 3, Faults::terminate),
        new Fault("node frozen", 1, 15, Faults::stop));
  }

  private static Fault.Cause freeze(Way way) {
    return (world, random) -> {
      Wire wire = way.of(world.anyNode(random));
      wire.freeze(random.nextBoolean() ? Wire.State.SWALLOWS : Wire.State.WITHHOLDS);
      return wire::heal;
    };
  }

  private static Fault.Cause cut(Way way) {
    return (world, random) -> {
      way.of(world.anyNode(random)).cut(random.nextBoolean(), random.nextInt(3000));
      return Fault.NOTHING_TO_UNDO;
    };
  }

  private static Fault.Undo neverRead(World world, Random random) throws Exception {
    return new StuckClients(world.anyNode(random), STUCK_CLIENTS)::close;
  }

  private static Fault.Undo kill(World world, Random random) {
    TortureNode node = world.spareNode(random);
    node.kill();
    return node::start;
  }

  private static Fault.Undo terminate(World world, Random random) {
    TortureNode node = world.spareNode(random);
    node.terminate();
    return node::start;
  }

  private static Fault.Undo stop(World world, Random random) {
    TortureNode node = world.anyNode(random);
    node.freeze();
    return node::thaw;
  }

  /** One of a node's wires. */
  @FunctionalInterface
  private interface Way {
    Wire of(TortureNode node);
  }
}
