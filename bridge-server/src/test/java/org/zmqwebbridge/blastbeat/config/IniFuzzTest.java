package org.zmqwebbridge.blastbeat.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.config.ConfigException;

/** An ini file is a configuration that goes together, or stops the start with places. */
class IniFuzzTest {
  private static final Path FILE = Path.of("x.ini");

  static Stream<byte[]> files() {
    return Stream.of(
            "[blastbeat]\nbind = 0.0.0.0:8080 1\nzmq = tcp://*:5000\nping-freq = 3.0\nmemory = 9\n",
            "[blastbeat:a:1]\nnode = n\nalias = b\nsessions = 1 ; x\nweight = n 2\nhead = raw\n",
            "; comment\n[blastbeat]\nbind = fe80::1%eth0:1\nuid = nobody\ndaemon = 1\n[other]\n",
            "[blastbeat:a]\nbind-ssl = 127.0.0.1:1\ncertificate = \nkey\norigin = https://a.b\n",
            "\ufeff#\r\nkey\n[blastbeat:a]\nnode=x\n[blastbeat:a]\nnode=y\n[broken\nx=\ufffd\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void read(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    try {
      IniParts parts = IniReader.read(text, FILE, "", new NoKeys());
      for (VhostSpec vhost : parts.vhosts()) {
        assertEquals(nodes(text, vhost.name()), names(vhost));
      }
      BlastbeatFile file = new IniComposition("x.ini", parts).file(parts.vhosts());
      assertFalse(file.config().allBinds().isEmpty());
      assertFalse(file.config().allRouters().isEmpty());
      checkLines(file.remarks());
    } catch (ConfigException wrong) {
      assertFalse(wrong.problems().isEmpty());
      checkLines(wrong.problems());
    }
  }

  private static void checkLines(List<String> lines) {
    for (String line : lines) {
      assertTrue(line.matches("x\\.ini(:[0-9]+)?: \\P{Cntrl}+"), line);
    }
  }

  private static Set<String> names(VhostSpec vhost) {
    Set<String> names = new LinkedHashSet<>();
    vhost.nodes().forEach(node -> names.add(node.name()));
    return names;
  }

  /** As BlastBeat reads lines: all of a section's, wherever they stand. */
  private static Set<String> nodes(String text, String vhost) {
    Map<String, List<String>> nodes = new LinkedHashMap<>();
    String section = "";
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (String raw : plain.split("\n", -1)) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line.substring(1, Math.max(1, line.length() - 1)).strip();
      } else if (equals > 0 && line.substring(0, equals).strip().equals("node")) {
        String node = line.substring(equals + 1).strip();
        String of = section.startsWith("blastbeat:") ? section.substring(10).strip() : "";
        nodes.computeIfAbsent(of, key -> new ArrayList<>()).add(node);
      }
    }
    return new LinkedHashSet<>(nodes.getOrDefault(vhost, List.of()));
  }
}
