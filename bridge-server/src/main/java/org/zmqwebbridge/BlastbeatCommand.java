package org.zmqwebbridge;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.BlastbeatFile;
import org.zmqwebbridge.blastbeat.config.BlastbeatFolder;
import org.zmqwebbridge.blastbeat.config.BlastbeatOptions;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;

/**
 * {@code blastbeat}: the server of an ini file of BlastBeat's, or of a folder of them, and nothing
 * else.
 *
 * <p>Owner thread: main, then the bridge's for reloads.
 *
 * @param place the file or folder
 * @param management the address of a management listener; empty: there is none
 * @param folder what remembers how its files were; {@code null} if it is a file
 * @param watched the files that it was read from
 */
record BlastbeatCommand(
    Path place, Optional<String> management, BlastbeatFolder folder, WatchedFiles watched)
    implements ReloadSource {
  private static final int MAX_NAMED = 20;

  /**
   * @param words the options after the command
   * @throws UsageException if they are none
   */
  static BlastbeatCommand parse(List<String> words) {
    List<String> plain = new ArrayList<>();
    Optional<String> management = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).startsWith("-")) {
        plain.add(words.get(i));
      } else if (words.get(i).equals("--management") && i + 1 < words.size()) {
        management = Optional.of(words.get(++i));
      } else {
        throw new UsageException("unknown option, or one without its argument: " + words.get(i));
      }
    }
    if (plain.size() != 1) {
      throw new UsageException(
          "blastbeat needs an ini file, or a folder of them"
              + (plain.isEmpty() ? "" : ", and one"));
    }
    Path place = Path.of(plain.get(0));
    BlastbeatFolder folder =
        Files.isDirectory(place) ? new BlastbeatFolder(place, new BlastbeatKeys()) : null;
    return new BlastbeatCommand(place, management, folder, new WatchedFiles());
  }

  /** Whether what {@code config check} is to look at is for this command. */
  static boolean isFor(Path place) {
    return Files.isDirectory(place) || place.toString().endsWith(".ini");
  }

  /**
   * A bridge that is not to be started, of a file or folder without mistakes.
   *
   * @throws org.zmqwebbridge.config.ConfigException with all mistakes
   */
  static Bridge checked(Path place) {
    BlastbeatFile read = BlastbeatFile.read(place, new BlastbeatKeys());
    return builder(place, read).build();
  }

  @Override
  public BridgeBuilder read() {
    Set<Path> files = new LinkedHashSet<>();
    files.add(place);
    watched.reading(files); // a change while it is read is one more change
    BlastbeatFile read =
        folder == null ? BlastbeatFile.read(place, new BlastbeatKeys()) : folder.read();
    files.addAll(read.files());
    watched.reading(files);
    BridgeBuilder builder = builder(place, read).watchFiles(folder != null);
    management.ifPresent(builder::management);
    return builder.reloadFrom(this);
  }

  @Override
  public boolean hasSettledAnew() {
    return watched.haveSettledAnew();
  }

  private static BridgeBuilder builder(Path place, BlastbeatFile read) {
    BlastbeatConfig config = read.config();
    HandshakeLimits standard = HandshakeLimits.DEFAULTS;
    HandshakeLimits limits =
        standard
            .withMaxConnectionsPerAddress(config.limits().maxConnectionsPerAddress())
            .withMaxConnections(Math.max(standard.maxConnections(), config.options().sessions()));
    List<String> remarks = new ArrayList<>(read.remarks());
    BlastbeatOptions options = config.options();
    remarks.addAll(
        ProcessUser.current().warnings(options.uid(), options.gid(), "zwb blastbeat " + place));
    return Bridge.builder()
        .listenNowhere()
        .limits(EdgeLimits.DEFAULTS.with(limits))
        .blastbeat(config)
        .warningsBesides(remarks);
  }

  /** Says where clients and nodes come in. */
  static void announce(Bridge bridge, PrintStream out) {
    BlastbeatConfig config = bridge.config().blastbeat();
    for (BindSpec bind : config.allBinds()) {
      String names = OpenDoors.cut(config.vhostsAt(bind), MAX_NAMED, VhostSpec::name);
      out.println(
          "zwb: BlastBeat on "
              + new BindSpec(bind.address(), bridge.blastbeatPort(bind), bind.isTls())
              + (bind.isTls() ? " (TLS)" : "")
              + " for "
              + (names.isEmpty() ? "no host" : names));
    }
    config.allRouters().forEach(router -> out.println("zwb: nodes at " + router.address()));
  }
}
