package dev.carillon.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The Kubernetes objects that operators get. */
record Manifests(String text, List<Object> objects) {
  static Manifests read() throws IOException {
    String text = Files.readString(Path.of("server-config/container/kubernetes.yaml"));
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Iterable<Object> all = new Yaml(options).loadAll(text);
    return new Manifests(text, StreamSupport.stream(all.spliterator(), false).toList());
  }

  /** A value of the only object of a kind, by the names and numbers that lead to it. */
  Object at(String kind, Object... way) {
    Object here =
        objects.stream()
            .filter(object -> ((Map<?, ?>) object).get("kind").equals(kind))
            .findFirst()
            .orElseThrow();
    for (Object step : way) {
      here = step instanceof Integer i ? ((List<?>) here).get(i) : ((Map<?, ?>) here).get(step);
      if (here == null) {
        throw new AssertionError(kind + " has no " + step + " in " + List.of(way));
      }
    }
    return here;
  }

  /** A value of the container. */
  Object container(Object... way) {
    Stream<Object> start = Stream.of("spec", "template", "spec", "containers", 0);
    return at("Deployment", Stream.concat(start, Stream.of(way)).toArray());
  }

  /** A list of objects, by one value of each. */
  static List<Object> each(Object list, String name) {
    return ((List<?>) list).stream().<Object>map(object -> ((Map<?, ?>) object).get(name)).toList();
  }
}
