package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether image and manifests agree with each other, and with what Carillon is. */
class ManifestsTest {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);
  private static final String SILENCE = "nginx.ingress.kubernetes.io/proxy-read-timeout";

  private final Containerfile image = Containerfile.read();
  private final Manifests manifests = Manifests.read();

  ManifestsTest() throws IOException {}

  @Test
  void copiesWhatThereIs() {
    assertThat(image.files().values())
        .filteredOn(file -> !file.startsWith("target"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).isRegularFile());
    assertThat(image.command().stream().filter(word -> word.startsWith("/opt/")))
        .containsExactlyInAnyOrderElementsOf(image.files().keySet());
  }

  @Test
  void isNotRoot() {
    assertThat(image.only("USER")).matches("[1-9]\\d+");
    assertThat(manifests.at("Deployment", "spec", "template", "spec", "securityContext"))
        .extracting("runAsNonRoot")
        .isEqualTo(true);
  }

  @Test
  void agreesOnThePort() {
    Object name = manifests.container("ports", 0, "name");
    assertThat(manifests.container("ports", 0, "containerPort").toString())
        .isEqualTo(image.only("EXPOSE"))
        .isEqualTo(image.option("--port"));
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(manifests.container(probe, "httpGet", "port")).as(probe).isEqualTo(name);
    }
    assertThat(manifests.at("Service", "spec", "ports", 0, "targetPort")).isEqualTo(name);
  }

  @Test
  void asksWhereTheServerAnswers() {
    assertThat(manifests.container("startupProbe", "httpGet", "path"))
        .as("there without PostgreSQL")
        .isEqualTo("/carillon/api/status");
    assertThat(manifests.container("readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
    assertThat(manifests.container("livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
  }

  @Test
  void leadsFromTheIngressToThePods() {
    Object labels = manifests.at("Deployment", "spec", "template", "metadata", "labels");
    assertThat(manifests.at("Deployment", "spec", "selector", "matchLabels")).isEqualTo(labels);
    assertThat(manifests.at("PodDisruptionBudget", "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    assertThat(manifests.at("Service", "spec", "selector")).isEqualTo(labels);
    Object path = manifests.at("Ingress", "spec", "rules", 0, "http", "paths", 0);
    assertThat(path).extracting("path").isEqualTo("/carillon");
    assertThat(path)
        .extracting("backend.service.name")
        .isEqualTo(manifests.at("Service", "metadata", "name"));
    assertThat(path)
        .extracting("backend.service.port.name")
        .isEqualTo(manifests.at("Service", "spec", "ports", 0, "name"));
  }

  @Test
  void setsWhatIsASettingAndNoPassword() {
    List<String> names = Arrays.stream(Setting.values()).map(Setting::environmentName).toList();
    List<String> keys = Arrays.stream(Setting.values()).map(Setting::key).toList();
    assertThat(image.environment().keySet()).isSubsetOf(names);
    assertThat(Manifests.each(manifests.container("env"), "name"))
        .isSubsetOf(names.toArray())
        .doesNotContain(Setting.JDBC_PASSWORD.environmentName());
    assertThat(Pattern.compile("--from-literal=([\\w.]+)=").matcher(manifests.text()).results())
        .extracting(match -> match.group(1))
        .isSubsetOf(keys)
        .contains(Setting.JDBC_URL.key(), Setting.JDBC_PASSWORD.key());
  }

  @Test
  void mountsTheSecretWhereTheServerLooks() {
    Object mounts = manifests.container("volumeMounts");
    assertThat(Manifests.each(mounts, "mountPath"))
        .contains(image.option("--secretsdir"), image.only("WORKDIR"));
    assertThat(Manifests.each(mounts, "name"))
        .isEqualTo(
            Manifests.each(
                manifests.at("Deployment", "spec", "template", "spec", "volumes"), "name"));
  }

  @Test
  void leavesTimeForBye() {
    Object grace =
        manifests.at("Deployment", "spec", "template", "spec", "terminationGracePeriodSeconds");
    Object out = manifests.container("lifecycle", "preStop", "exec", "command", 1);
    assertThat(Duration.ofSeconds((Integer) grace))
        .isGreaterThan(Duration.ofSeconds(Long.parseLong(out.toString())).plus(STOPS_WITHIN));
  }

  @Test
  void waitsLongerThanStreamsAreSilent() {
    Map<?, ?> annotations = (Map<?, ?>) manifests.at("Ingress", "metadata", "annotations");
    Duration heartbeat = Duration.parse(manifests.container("env", 0, "value").toString());
    assertThat(annotations.get(SILENCE)).isEqualTo(Long.toString(4 * heartbeat.toSeconds()));

    Duration usual = Duration.parse(Setting.HEARTBEAT.defaultValue());
    String four = 4 * usual.toSeconds() + "s";
    assertThat(Path.of("server-config/nginx/carillon.conf"))
        .content()
        .contains("proxy_read_timeout " + four + ";");
    assertThat(Path.of("server-config/haproxy/haproxy.cfg"))
        .content()
        .contains("timeout client " + four, "timeout server " + four, "timeout tunnel " + four);
  }
}
