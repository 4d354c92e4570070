package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Route;

/** What h2spec 2.2.0 (RFC 7540, RFC 7541) says of the listener. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class Http2SpecTest {
  private static final String PROGRAM = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final int MOST_MINUTES = 5;
  private static final int MAX_HEADER_BYTES = 65_536; // of one case there are three frames

  /** Jetty resets a stream for what is wrong with its data, and tells nobody but its client. */
  private static final ExchangeLimits HASTY = ExchangeLimits.DEFAULTS.withBodyMillis(2_000);

  /** A door that reads each request to its end, and then answers it. */
  private static final class Answering extends EchoDialect {
    @Override
    List<Route> routes() {
      return List.of(Route.at("/d/x", List.of("GET", "POST"), Answer::new));
    }
  }

  private record Answer(org.zmqwebbridge.edge.Exchange exchange) implements ExchangeHandler {
    @Override
    public void onOpen() {
      exchange.readBody(1000);
    }

    @Override
    public void onBody(byte[] body) {
      exchange.answer(HttpAnswer.text(200, "answered"));
    }

    @Override
    public void onGone() {}
  }

  private static final String DROPPED =
      "Jetty drops data for a stream that has ended instead of an error, and counts it: the"
          + " connection ends by limits.maxHttp2EventsPerSecond";

  /** Each case that fails, and why that is no mistake of ours. */
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "http2/5.1: closed: Sends a DATA frame", DROPPED,
              "http2/5.1: closed: Sends a DATA frame after sending RST_STREAM frame", DROPPED));

  private static final String ANSWERED =
      "Jetty resets the stream until its answer has been written, and drops the data after it";

  /** Each that h2spec sees pass only sometimes, and why. */
  private static final Map<String, String> BY_CHANCE =
      Map.of(
          "http2/5.1: half closed (remote): Sends a DATA frame",
          ANSWERED,
          "http2/6.1: Sends a DATA frame on the stream that is not in \"open\" or \"half-closed"
              + " (local)\" state",
          ANSWERED,
          "http2/6.9.2: Changes SETTINGS_INITIAL_WINDOW_SIZE after sending HEADERS frame",
          "h2spec drops data that comes before the settings are acknowledged; see"
              + " Http2StreamTest.aWindowThatASettingWidensIsUsedAtOnce");

  @Test
  void everyCasePassesButThoseThatAreKnown(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report.xml");
    Path said = folder.resolve("said.txt");
    HandshakeLimits roomy = TestEdge.PATIENT.handshake().withMaxHeaderBytes(MAX_HEADER_BYTES);
    try (TestEdge edge = new TestEdge(true, TestEdge.limits(roomy).with(HASTY), new Answering())) {
      Process process =
          new ProcessBuilder(
                  program(folder).toString(),
                  "--tls",
                  "--insecure",
                  "--strict",
                  "--path",
                  "/d/x",
                  "--port",
                  Integer.toString(edge.edge().port()),
                  "--junit-report",
                  report.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        assertTrue(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES), () -> read(said));
      } finally {
        process.destroyForcibly();
      }
    }
    Set<String> failures = failures(report);
    failures.removeAll(BY_CHANCE.keySet());
    assertEquals(KNOWN.keySet(), failures, () -> read(said));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path program(Path folder) throws IOException, InterruptedException {
    Path packed = folder.resolve("h2spec.tar.gz");
    URL resource = Http2SpecTest.class.getResource(PROGRAM);
    try (InputStream in = resource.openStream()) {
      Files.copy(in, packed);
    }
    Process tar =
        new ProcessBuilder("tar", "xzf", packed.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String error = new String(tar.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, tar.waitFor(), error);
    return folder.resolve("h2spec");
  }

  private static Set<String> failures(Path report) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    assertTrue(cases.getLength() > 140, "only " + cases.getLength() + " cases were run");
    Map<String, String> failures = new TreeMap<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      if (one.getElementsByTagName("failure").getLength() > 0
          || one.getElementsByTagName("error").getLength() > 0) {
        failures.put(one.getAttribute("package") + ": " + one.getAttribute("classname"), "");
      }
    }
    return failures.keySet();
  }
}
