package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.config.ConfigException;

/**
 * Makes a configuration of what ini files say.
 *
 * <p>Owner thread: the caller's; one for each reading.
 */
final class IniComposition {
  private final String name;
  private final ServerPart server;
  private final Set<Path> files = new LinkedHashSet<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param name of what is read, for messages
   * @param first the file that says what holds for the whole server
   */
  IniComposition(String name, IniParts first) {
    this.name = name;
    this.server = first.server();
    add(first);
  }

  /** Takes over what another file names and remarks, but not its virtual hosts. */
  void add(IniParts parts) {
    files.addAll(parts.files());
    remarks.addAll(parts.remarks());
  }

  void remark(String what) {
    remarks.add(what);
  }

  /**
   * The configuration with these virtual hosts.
   *
   * @throws IllegalArgumentException if they do not go together; says why
   */
  BlastbeatConfig config(List<VhostSpec> vhosts) {
    return BlastbeatConfig.completed(server.binds(), server.routers(), vhosts)
        .with(server.options())
        .with(
            BlastbeatLimits.DEFAULTS.withMaxConnectionsPerAddress(server.connectionsPerAddress()));
  }

  /**
   * All of it.
   *
   * @throws ConfigException if it does not go together; says why
   */
  BlastbeatFile file(List<VhostSpec> vhosts) {
    try {
      BlastbeatConfig config = config(vhosts);
      config.checkCertificates();
      remarkOn(config);
      return new BlastbeatFile(config, files, remarks);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(name + ": " + wrong.getMessage());
    }
  }

  private void remarkOn(BlastbeatConfig config) {
    if (server.binds().isEmpty() && !config.binds().isEmpty()) {
      remarks.add(name + ": there is no bind; clients come in at " + config.binds().get(0));
    }
    if (server.routers().isEmpty() && !config.routers().isEmpty()) {
      remarks.add(
          name + ": there is no zmq; nodes connect to " + config.routers().get(0).address());
    }
    if (config.vhosts().isEmpty()) {
      remarks.add(
          name + ": there is no [blastbeat:HOST] with a node, so every request is answered 404");
    }
    for (VhostSpec vhost : config.vhosts()) {
      if (vhost.nodes().isEmpty()) {
        remarks.add(
            name
                + ": [blastbeat:"
                + vhost.name()
                + "] has no node, so its requests are answered 503");
      }
    }
    config.allBinds().forEach(bind -> remarkOnShadows(config, bind));
  }

  /** Of two with one name, the first gets its requests, as in BlastBeat. */
  private void remarkOnShadows(BlastbeatConfig config, BindSpec bind) {
    Map<String, VhostSpec> taken = new HashMap<>();
    for (VhostSpec vhost : config.vhostsAt(bind)) {
      for (String host : vhost.names()) {
        VhostSpec first = taken.putIfAbsent(host.toLowerCase(Locale.ROOT), vhost);
        if (first != null && !first.equals(vhost)) {
          remarks.add(
              name
                  + ": "
                  + host
                  + " is a name of [blastbeat:"
                  + first.name()
                  + "] and of [blastbeat:"
                  + vhost.name()
                  + "]; at "
                  + bind
                  + ", the first gets its requests");
        }
      }
    }
  }
}
