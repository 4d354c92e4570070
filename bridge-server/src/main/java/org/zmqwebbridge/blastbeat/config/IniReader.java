package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Suggestion;

/**
 * Reads what the sections of one ini file mean.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class IniReader {
  static final String SERVER = "blastbeat";
  static final String VHOST = "blastbeat:";

  private final IniFindings findings = new IniFindings();
  private final Set<Path> files = new LinkedHashSet<>();
  private final IniPaths paths;
  private final KeyReader keys;

  private IniReader(Path file, KeyReader keys) {
    this.paths = new IniPaths(file, files);
    this.keys = keys;
  }

  /**
   * Reads one.
   *
   * @param first the section of what is before all sections; empty: that is in none
   * @throws ConfigException with all that is wrong, each with file and line
   */
  static IniParts read(Path file, String first, KeyReader keys) {
    return read(IniFile.text(file), file, first, keys);
  }

  /** The same of a text that is in a file. */
  static IniParts read(String text, Path file, String first, KeyReader keys) {
    IniReader reader = new IniReader(file, keys);
    IniParts parts = reader.parts(text, file.toString(), first);
    reader.findings.throwMistakes();
    return parts;
  }

  private IniParts parts(String text, String name, String first) {
    Map<String, IniSection> sections = IniFile.sections(text, name, first, findings);
    ServerPart server = ServerPart.NONE;
    List<VhostSpec> vhosts = new ArrayList<>();
    for (Map.Entry<String, IniSection> each : sections.entrySet()) {
      if (each.getKey().equals(SERVER)) {
        server = server(each.getValue()).orElse(server);
      } else if (each.getKey().startsWith(VHOST)) {
        vhost(each.getKey().substring(VHOST.length()).strip(), each.getValue())
            .ifPresent(vhosts::add);
      } else {
        other(each.getKey(), each.getValue());
      }
    }
    return new IniParts(server, vhosts, files, findings.remarks());
  }

  private void other(String name, IniSection section) {
    if (name.isEmpty()) {
      section.end(Map.of());
    } else {
      findings.remark(
          section.where(),
          "section ["
              + Checks.shown(name)
              + "] has no effect; [blastbeat] and [blastbeat:HOST] have"
              + Suggestion.near(name, List.of(SERVER)));
    }
  }

  /** What makes something of a section, and says what is wrong with the whole. */
  private <T> Optional<T> made(IniSection section, Function<IniSection, T> maker) {
    try {
      return Optional.of(maker.apply(section));
    } catch (IllegalArgumentException wrong) {
      findings.mistake(section.where(), wrong.getMessage());
      return Optional.empty();
    }
  }

  private static List<BindSpec> binds(IniSection section) {
    List<BindSpec> all = new ArrayList<>();
    all.addAll(section.all("bind", text -> BindSpec.parse(text, false)));
    all.addAll(section.all("bind-ssl", text -> BindSpec.parse(text, true)));
    return all.stream().distinct().toList();
  }

  private Optional<ServerPart> server(IniSection section) {
    Optional<ServerPart> part =
        made(
            section,
            ini ->
                new ServerPart(
                    binds(ini),
                    new IniRouters(ini, paths, keys).read(),
                    options(ini),
                    number(
                        ini,
                        "connections-per-address",
                        ServerPart.NONE.connectionsPerAddress(),
                        0,
                        VhostOptions.MAX_SESSIONS)));
    section.end(IniKeys.OF_VHOSTS);
    return part;
  }

  private BlastbeatOptions options(IniSection section) {
    BlastbeatOptions standard = BlastbeatOptions.DEFAULTS;
    return new BlastbeatOptions(
        section.millis("ping-freq", standard.pingMillis(), 100, BlastbeatOptions.MAX_PING_MILLIS),
        (int)
            (section.millis(
                    "stats-freq",
                    standard.statsSeconds() * 1_000L,
                    0,
                    BlastbeatOptions.MAX_STATS_SECONDS * 1_000L)
                / 1_000),
        number(section, "max-hops", standard.maxHops(), 0, BlastbeatOptions.MAX_HOPS),
        number(section, "sessions", standard.sessions(), 1, VhostOptions.MAX_SESSIONS),
        number(section, "timeout", standard.timeoutSeconds(), 1, VhostOptions.MAX_SECONDS),
        number(
            section,
            "writequeue-buffer",
            standard.maxWriteQueueBytes(),
            BlastbeatOptions.MIN_WRITE_QUEUE,
            1 << 30),
        memory(section, standard.memoryBytes()),
        number(section, "max-headers", standard.maxHeaders(), 1, BlastbeatOptions.MAX_HEADERS),
        section.one("uid", text -> text).orElse(""),
        section.one("gid", text -> text).orElse(""));
  }

  private static int number(IniSection section, String key, long absent, long least, long most) {
    return (int) section.number(key, absent, least, most);
  }

  /**
   * BlastBeat reads bytes, and its README says megabytes. Nobody means a server with less than a
   * megabyte, nor one with more than a million of them.
   */
  private long memory(IniSection section, long absent) {
    long said = section.number("memory", absent, 1, VhostOptions.MAX_BYTES);
    if (said >= BlastbeatOptions.MIN_MEMORY) {
      return said;
    }
    findings.remark(
        section.where("memory"),
        "memory = "
            + said
            + " is taken for megabytes, as BlastBeat's README has it; numbers from "
            + BlastbeatOptions.MIN_MEMORY
            + " on are bytes");
    return said << 20;
  }

  private Optional<VhostSpec> vhost(String name, IniSection section) {
    Optional<VhostSpec> vhost =
        made(
            section,
            ini ->
                new VhostSpec(
                    name,
                    ini.all("alias", text -> checkedName(text)),
                    binds(ini),
                    new IniRouters(ini, paths, keys).read(),
                    nodes(ini),
                    vhostOptions(ini)));
    section.end(IniKeys.OF_SERVERS);
    return vhost;
  }

  private static String checkedName(String text) {
    Checks.word(text, VhostSpec.MAX_NAME, "it");
    return text;
  }

  /** A node that is there twice is one, as in BlastBeat. */
  private List<NodeSpec> nodes(IniSection section) {
    Map<String, NodeSpec> nodes = new LinkedHashMap<>();
    section.all("node", NodeSpec::of).forEach(node -> nodes.putIfAbsent(node.name(), node));
    List<NodeSpec> unused =
        section.all(
            "weight",
            text -> {
              NodeSpec weighted = weighted(text);
              if (nodes.replace(weighted.name(), weighted) == null) {
                throw new IllegalArgumentException(
                    "there is no node "
                        + Checks.quoted(weighted.name())
                        + " here"
                        + Suggestion.near(weighted.name(), nodes.keySet()));
              }
              return weighted;
            });
    return List.copyOf(nodes.values());
  }

  private static NodeSpec weighted(String text) {
    int space = text.lastIndexOf(' ');
    if (space < 0 || !text.substring(space + 1).matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          "is the name of a node and a number, such as foobar1 2, not " + Checks.quoted(text));
    }
    return new NodeSpec(
        text.substring(0, space).strip(), Integer.parseInt(text.substring(space + 1)));
  }

  private VhostOptions vhostOptions(IniSection section) {
    return new VhostOptions(
        number(section, "sessions", 0, 0, VhostOptions.MAX_SESSIONS),
        number(section, "timeout", 0, 0, VhostOptions.MAX_SECONDS),
        section.number("cache", 0, 0, VhostOptions.MAX_BYTES >> 20) << 20,
        number(section, "bandwidth", 0, 0, VhostOptions.MAX_KBITS),
        tls(section),
        section.choice("head", IniKeys.HEADS).orElse(HeadForm.UWSGI),
        section.choice("socket-io", IniKeys.FLAGS).orElse(false),
        section.all("origin", VhostOptions::checkedOrigin));
  }

  private Optional<TlsFiles> tls(IniSection section) {
    Optional<Path> certificate = section.one("certificate", paths::existing);
    Optional<Path> key = section.one("key", paths::existing);
    if (key.isPresent() && !section.has("certificate")) {
      section.refuse("key", "key: is of no certificate; say certificate = FILE");
    }
    if (certificate.isEmpty() || (section.has("key") && key.isEmpty())) {
      return Optional.empty();
    }
    TlsFiles files = new TlsFiles(certificate.get(), key.orElse(certificate.get()));
    try {
      keys.check(files);
    } catch (IllegalArgumentException wrong) {
      section.refuse("certificate", "certificate: " + wrong.getMessage());
    }
    return Optional.of(files);
  }
}
