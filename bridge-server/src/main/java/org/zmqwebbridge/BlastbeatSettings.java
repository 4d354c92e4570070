package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatFile;
import org.zmqwebbridge.blastbeat.config.BlastbeatLimits;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.NodeLimits;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.SessionLimits;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.zmq.Security;

/**
 * The settings below {@code blastbeat}: binds, routers by name, virtual hosts, and perhaps an ini
 * file of BlastBeat's, or a folder of them, with more of all.
 */
final class BlastbeatSettings {
  private static final String KEY = "blastbeat";
  private static final String FILE = "file";
  private static final String VHOSTS = "vhosts";

  private BlastbeatSettings() {}

  static void read(Section root, BridgeBuilder builder) {
    if (root.has(KEY)) {
      root.attempt(() -> config(root.section(KEY))).ifPresent(builder::blastbeat);
    }
  }

  private static BlastbeatConfig config(Section section) {
    BlastbeatConfig file = file(section);
    Map<String, RouterSpec> routers = routers(section.section("routers"));
    BlastbeatVhostSettings reader = new BlastbeatVhostSettings(routers);
    List<VhostSpec> vhosts = new ArrayList<>(file.vhosts());
    for (Section one : section.sections(VHOSTS)) {
      section.attempt(() -> reader.read(one)).ifPresent(vhosts::add);
    }
    List<BindSpec> binds = new ArrayList<>(file.binds());
    binds.addAll(BlastbeatVhostSettings.binds(section));
    List<RouterSpec> shared = new ArrayList<>(file.routers());
    shared.addAll(reader.unclaimed());
    BlastbeatOptions options = options(section, file.options());
    BlastbeatLimits limits = limits(section.section("limits"));
    section.end();
    if (!section.has(FILE) && !section.has(VHOSTS)) {
      section.refuse(VHOSTS, "is missing; list virtual hosts with their nodes, or say a file");
    }
    return checked(
        section,
        () -> {
          BlastbeatConfig config =
              BlastbeatConfig.completed(binds, shared, vhosts).with(options).with(limits);
          config.checkCertificates();
          return config;
        });
  }

  private static BlastbeatConfig file(Section section) {
    Optional<BlastbeatFile> read =
        section.parsed(
            FILE, file -> BlastbeatFile.read(inFolder(section, file), new BlastbeatKeys()));
    read.ifPresent(file -> file.remarks().forEach(remark -> section.warn(FILE, remark)));
    read.map(file -> file.config().options())
        .ifPresent(
            options ->
                ProcessUser.current()
                    .warnings(options.uid(), options.gid(), "zwb serve")
                    .forEach(warning -> section.warn(FILE, warning)));
    return read.map(BlastbeatFile::config).orElse(BlastbeatConfig.NONE);
  }

  private static Path inFolder(Section section, String file) {
    return section.folder().map(folder -> folder.resolve(file)).orElse(Path.of(file));
  }

  private static Map<String, RouterSpec> routers(Section section) {
    Map<String, RouterSpec> routers = new LinkedHashMap<>();
    for (String name : section.orderedKeys()) {
      Section one = section.section(name);
      section.attempt(() -> router(one)).ifPresent(router -> routers.put(name, router));
    }
    return routers;
  }

  private static RouterSpec router(Section section) {
    Optional<RouterSpec> router = section.required("address", RouterSpec::parse);
    Security security = SecuritySettings.bound(section, "a router");
    section.end();
    return router.orElseThrow(section::unusable).with(security);
  }

  private static BlastbeatOptions options(Section section, BlastbeatOptions standard) {
    return checked(
        section,
        () ->
            new BlastbeatOptions(
                section.number("pingMillis", standard.pingMillis(), 100, 3_600_000),
                number(section, "statsSeconds", standard.statsSeconds(), 0, 86_400),
                number(section, "maxHops", standard.maxHops(), 0, 1_000),
                number(section, "sessions", standard.sessions(), 1, 10_000_000),
                number(section, "timeoutSeconds", standard.timeoutSeconds(), 1, 31_536_000),
                number(
                    section, "maxWriteQueueBytes", standard.maxWriteQueueBytes(), 4_096, 1 << 30),
                section.number("memoryBytes", standard.memoryBytes(), 1 << 20, 1L << 40),
                number(section, "maxHeaders", standard.maxHeaders(), 1, 10_000),
                standard.uid(),
                standard.gid()));
  }

  private static int number(Section section, String key, int absent, long least, long most) {
    return (int) section.number(key, absent, least, most);
  }

  private static BlastbeatLimits limits(Section section) {
    BlastbeatLimits standard = BlastbeatLimits.DEFAULTS;
    BlastbeatLimits limits =
        checked(
            section,
            () ->
                new BlastbeatLimits(
                    nodes(section.section("nodes")),
                    sessions(section.section("session")),
                    number(section, "maxGroups", standard.maxGroups(), 0, 10_000_000),
                    number(section, "maxGroupMembers", standard.maxGroupMembers(), 1, 10_000_000),
                    section.number(
                        "maxReplayBytesInAll", standard.maxReplayBytesInAll(), 0, 1L << 40),
                    number(section, "maxCachedEntries", standard.maxCachedEntries(), 0, 10_000_000),
                    standard.maxConnectionsPerAddress(),
                    socketIo(section.section("socketIo"))));
    section.end();
    return limits;
  }

  private static SocketIoLimits socketIo(Section section) {
    SocketIoLimits standard = SocketIoLimits.DEFAULTS;
    SocketIoLimits limits =
        new SocketIoLimits(
            section.number("connectMillis", standard.connectMillis(), 100, 3_600_000),
            section.number("closeMillis", standard.closeMillis(), 100, 3_600_000),
            section.number("heartbeatMillis", standard.heartbeatMillis(), 100, 3_600_000),
            section.number("pollMillis", standard.pollMillis(), 100, 3_600_000),
            number(section, "maxWaitingBytes", standard.maxWaitingBytes(), 256, 64 << 20),
            section.number("maxWaitingBytesInAll", standard.maxWaitingBytesInAll(), 256, 1L << 40));
    section.end();
    return limits;
  }

  private static NodeLimits nodes(Section section) {
    NodeLimits standard = NodeLimits.DEFAULTS;
    NodeLimits limits =
        new NodeLimits(
            number(section, "maxWaiting", standard.maxWaiting(), 1, 10_000_000),
            section.number("maxWaitingBytes", standard.maxWaitingBytes(), 1 << 16, 1L << 40),
            section.number("maxMessageBytes", standard.maxMessageBytes(), 1 << 12, 1 << 30),
            number(section, "maxPeers", standard.maxPeers(), 1, 1_000_000),
            number(section, "lingerMillis", standard.lingerMillis(), 0, 60_000));
    section.end();
    return limits;
  }

  private static SessionLimits sessions(Section section) {
    SessionLimits standard = SessionLimits.DEFAULTS;
    SessionLimits limits =
        new SessionLimits(
            number(section, "maxHeadBytes", standard.maxHeadBytes(), 64, 1 << 20),
            section.number("maxBodyBytes", standard.maxBodyBytes(), 0, 1L << 40),
            number(section, "maxReplayBytes", standard.maxReplayBytes(), 0, 64 << 20),
            number(section, "maxPipelined", standard.maxPipelined(), 1, 10_000),
            number(
                section, "maxSocketMessageBytes", standard.maxSocketMessageBytes(), 125, 64 << 20),
            number(section, "maxGroups", standard.maxGroups(), 0, 100_000));
    section.end();
    return limits;
  }

  private interface Making<T> {
    T make();
  }

  /** Says where a value that is refused stands. */
  private static <T> T checked(Section section, Making<T> making) {
    try {
      return making.make();
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(section.where() + ": blastbeat: " + wrong.getMessage());
    }
  }
}
