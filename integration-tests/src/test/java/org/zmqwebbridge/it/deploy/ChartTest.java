package org.zmqwebbridge.it.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.Configured;

/** The chart, by Helm's own engine; and what is without it says the same. */
final class ChartTest {
  private static final String SECRET = "management.secretFile=";

  @TempDir private Path folder;

  private static TemplateCommand chart() {
    return new Helm(Manifests.FOLDER.resolve("helm/zmqwebbridge").toAbsolutePath().normalize())
        .template()
        .withName("zmqwebbridge");
  }

  private static Map<String, Object> pod(Map<String, Object> deployment) {
    return Manifests.map(Manifests.at(deployment, "spec", "template", "spec"));
  }

  /** Reads a configuration as {@code zwb config check} does; the secret is a file of its own. */
  private void isValid(String yaml) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "a-secret-of-sixteen-or-more\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--r-----"));
    List<String> unexplained = new ArrayList<>(Configured.warnings(yaml, SECRET + secret));
    assertTrue(unexplained.removeIf(warning -> warning.contains("in clear; configure tls")));
    assertTrue(unexplained.removeIf(warning -> warning.contains("configure auth")));
    unexplained.removeIf(warning -> warning.startsWith("management: *:9000 is reached"));
    assertEquals(List.of(), unexplained); // deploy/README.md explains the others
  }

  @Test
  void itsDefaultsAreWhatIsWithoutIt() {
    List<Map<String, Object>> rendered = Manifests.all(chart().call());
    Map<String, Object> theirs = pod(Manifests.of("Deployment", rendered));
    Map<String, Object> ours = pod(Manifests.file("kubernetes/deployment.yaml"));
    Map<String, Object> container = Manifests.map(Manifests.at(theirs, "containers", "0"));
    assertEquals("zwb:0.1.0-SNAPSHOT", container.put("image", "zwb"));
    assertEquals("IfNotPresent", container.remove("imagePullPolicy"));
    assertEquals(ours, theirs);
    assertEquals(
        Manifests.at(Manifests.file("kubernetes/networkpolicy.yaml"), "spec", "ingress"),
        Manifests.at(Manifests.of("NetworkPolicy", rendered), "spec", "ingress"));
    assertEquals(
        Manifests.at(Manifests.file("kubernetes/service.yaml"), "spec", "ports"),
        Manifests.at(Manifests.of("Service", rendered), "spec", "ports"));
  }

  @Test
  void itsConfigurationIsTheBridges() throws IOException {
    List<Map<String, Object>> rendered =
        Manifests.all(
            chart()
                .set("config.endpoints.echo.type", "REQ")
                .set("config.endpoints.echo.address", "tcp://echo:10001")
                .call());
    String yaml = (String) Manifests.at(Manifests.of("ConfigMap", rendered), "data", "zwb.yaml");
    assertTrue(yaml.contains("address: tcp://echo:10001"), yaml);
    isValid(yaml);
    isValid(Manifests.text("kubernetes/zwb.yaml"));
  }

  @Test
  void aStopHasTheTimeThatTheBridgeTakes() {
    Map<String, Object> config = Manifests.file("kubernetes/zwb.yaml");
    int stop = (Integer) Manifests.at(config, "deadlines", "shutdownMillis");
    Map<String, Object> pod = pod(Manifests.file("kubernetes/deployment.yaml"));
    int before =
        (Integer) Manifests.at(pod, "containers", "0", "lifecycle", "preStop", "sleep", "seconds");
    int grace = (Integer) pod.get("terminationGracePeriodSeconds");
    assertTrue(grace * 1_000 > before * 1_000 + stop, grace + " s");
  }

  @Test
  void whatMayBeSwitchedOnIsWhole() {
    List<Map<String, Object>> rendered =
        Manifests.all(
            chart()
                .set("ingress.enabled", true)
                .set("ingress.host", "zmq.example.org")
                .set("ingress.tlsSecret", "zmq-tls")
                .set("podMonitor.enabled", true)
                .set("managementSecret", "mine")
                .set("javaOptions", "-Xmx256m")
                .call());
    Set<Object> kinds = new HashSet<>();
    rendered.forEach(each -> kinds.add(each.get("kind")));
    assertEquals(
        Set.of(
            "ConfigMap",
            "Deployment",
            "Service",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Ingress",
            "PodMonitor"),
        kinds);
    assertEquals(
        "zmq.example.org",
        Manifests.at(Manifests.of("Ingress", rendered), "spec", "rules", "0", "host"));
    assertEquals(
        "mine",
        Manifests.at(
            Manifests.of("PodMonitor", rendered),
            "spec",
            "podMetricsEndpoints",
            "0",
            "authorization",
            "credentials",
            "name"));
    assertEquals(
        List.of(Map.of("name", "JDK_JAVA_OPTIONS", "value", "-Xmx256m")),
        Manifests.at(pod(Manifests.of("Deployment", rendered)), "containers", "0", "env"));
  }

  @Test
  void anIngressWithoutAHostIsRefused() {
    TemplateCommand command = chart().set("ingress.enabled", true);
    RuntimeException refused = assertThrows(RuntimeException.class, command::call);
    assertTrue(
        refused.getMessage().contains("ingress.host is missing: name the host"),
        refused.getMessage());
  }

  @Test
  void helmFindsNothing() {
    assertEquals(
        List.of(),
        new Helm(Manifests.FOLDER.resolve("helm/zmqwebbridge").toAbsolutePath().normalize())
            .lint().strict().call().getMessages().stream()
                .filter(message -> !message.contains("icon is recommended"))
                .toList());
  }

  @Test
  void composeConfiguresABridge() throws IOException {
    Map<String, Object> compose = Manifests.file("compose.yaml");
    isValid((String) Manifests.at(compose, "configs", "zwb.yaml", "content"));
    assertEquals(
        "/etc/zwb/zwb.yaml", Manifests.at(compose, "services", "bridge", "configs", "0", "target"));
  }
}
