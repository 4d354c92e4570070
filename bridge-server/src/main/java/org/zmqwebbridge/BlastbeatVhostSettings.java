package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.HeadForm;
import org.zmqwebbridge.blastbeat.config.NodeSpec;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.TlsFiles;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;

/**
 * One virtual host of {@code blastbeat.vhosts}.
 *
 * <p>Owner thread: the caller's; one for each reading.
 */
final class BlastbeatVhostSettings {
  private static final String ROUTERS = "routers";
  private static final String CERTIFICATE = "certificate";
  private static final String TLS_KEY = "key";
  private static final Map<String, HeadForm> HEADS = new LinkedHashMap<>();

  static {
    HEADS.put("uwsgi", HeadForm.UWSGI);
    HEADS.put("raw", HeadForm.RAW);
  }

  private final Map<String, RouterSpec> routers;
  private final Set<String> claimed = new HashSet<>();

  /**
   * @param routers by their names
   */
  BlastbeatVhostSettings(Map<String, RouterSpec> routers) {
    this.routers = routers;
  }

  /** The routers that no virtual host has named, so that they are for all others. */
  List<RouterSpec> unclaimed() {
    return routers.entrySet().stream()
        .filter(router -> !claimed.contains(router.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Where a section says that clients come in. */
  static List<BindSpec> binds(Section section) {
    List<BindSpec> all = new ArrayList<>();
    all.addAll(section.oneOrMore("bind", text -> BindSpec.parse(text, false)));
    all.addAll(section.oneOrMore("bindTls", text -> BindSpec.parse(text, true)));
    return all;
  }

  VhostSpec read(Section section) {
    Optional<String> name = section.required("name", text -> text);
    List<NodeSpec> nodes = nodes(section);
    List<BindSpec> binds = binds(section);
    List<RouterSpec> own = section.parsedTexts(ROUTERS, this::router);
    List<String> aliases = section.texts("aliases");
    VhostOptions options = options(section);
    section.end();
    String known = name.orElseThrow(section::unusable);
    try {
      return new VhostSpec(known, aliases, binds, own, nodes, options);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(section.where() + ": " + wrong.getMessage());
    }
  }

  private RouterSpec router(String name) {
    RouterSpec router = routers.get(name);
    if (router == null) {
      throw new IllegalArgumentException(
          "there is no router \""
              + name
              + "\" in blastbeat.routers"
              + (routers.isEmpty() ? "" : ", which has " + String.join(", ", routers.keySet())));
    }
    claimed.add(name);
    return router;
  }

  private static List<NodeSpec> nodes(Section section) {
    List<NodeSpec> nodes = new ArrayList<>(section.oneOrMore("nodes", NodeSpec::of));
    Section weights = section.section("weights").flattened(); // names with dots have come apart
    for (String name : weights.orderedKeys()) {
      int weight = (int) weights.number(name, 1, 1, 1_000);
      int at = nodes.indexOf(NodeSpec.of(name));
      if (at < 0) {
        weights.refuse(name, "is no node of this virtual host; see nodes");
      } else {
        nodes.set(at, new NodeSpec(name, weight));
      }
    }
    return nodes;
  }

  private static VhostOptions options(Section section) {
    VhostOptions standard = VhostOptions.DEFAULTS;
    return new VhostOptions(
        (int) section.number("sessions", standard.sessions(), 0, 10_000_000),
        (int) section.number("timeoutSeconds", standard.timeoutSeconds(), 0, 31_536_000),
        section.number("cacheBytes", standard.cacheBytes(), 0, 1L << 40),
        (int) section.number("bandwidthKbits", standard.bandwidthKbits(), 0, 1_000_000_000),
        tls(section),
        section.choice("head", HEADS).orElse(standard.head()),
        section.flag("socketIo", standard.isSocketIo()),
        section.parsedTexts("origins", VhostOptions::checkedOrigin));
  }

  private static Optional<TlsFiles> tls(Section section) {
    Optional<Path> key = section.parsed(TLS_KEY, Path::of);
    Optional<Path> certificate = section.parsed(CERTIFICATE, Path::of);
    if (certificate.isEmpty()) {
      if (key.isPresent()) {
        section.refuse(TLS_KEY, "is of no certificate; say that, too");
      }
      return Optional.empty();
    }
    TlsFiles files = new TlsFiles(certificate.get(), key.orElse(certificate.get()));
    try {
      new BlastbeatKeys().check(files);
    } catch (IllegalArgumentException wrong) {
      section.refuse(CERTIFICATE, wrong.getMessage());
    }
    return Optional.of(files);
  }
}
