package org.zmqwebbridge.mongrel2.config;

import java.util.List;

/**
 * One server of Mongrel2: where it listens, what it writes, and its hosts.
 *
 * <p>Immutable. Names of files are as they were written: what is relative to what is the server's
 * to say (theirs: relative to {@code chroot}, whether it changes its root or not).
 *
 * @param uuid letters, digits and {@code -}
 * @param name what people call it; may be empty
 * @param bindAddress an address of this machine, {@code 0.0.0.0} for all
 * @param port 0: one that is free
 * @param defaultHost the name of the host that answers when no other does
 * @param accessLog a file; empty: none
 * @param errorLog a file
 * @param pidFile a file; empty: none
 * @param controlPort where its control port is bound; empty: as the setting {@code control_port}
 *     says
 * @param chroot a folder; empty: none
 * @param errorLogLevel 0 to 4: nothing, errors, warnings (their default), infos, all
 */
public record ServerSpec(
    String uuid,
    String name,
    String bindAddress,
    int port,
    boolean useTls,
    String defaultHost,
    String accessLog,
    String errorLog,
    String pidFile,
    String controlPort,
    String chroot,
    int errorLogLevel,
    List<HostSpec> hosts,
    List<FilterSpec> filters,
    List<XrequestSpec> xrequests) {
  /** What their databases say where they say nothing. */
  public static final int DEFAULT_ERROR_LOG_LEVEL = 2;

  private static final int MAX_LEVEL = 4;

  /**
   * @throws IllegalArgumentException if one value is wrong; says which
   */
  public ServerSpec {
    Checks.text(name, "a server's name");
    String who = "server " + (name.isEmpty() ? uuid : name) + ": ";
    Checks.uuid(uuid, who + "uuid");
    Checks.filled(bindAddress, who + "bind_addr");
    Checks.port(port, 0, who + "port");
    Checks.filled(defaultHost, who + "default_host");
    Checks.text(accessLog, who + "access_log");
    Checks.text(errorLog, who + "error_log");
    Checks.text(pidFile, who + "pid_file");
    Checks.text(controlPort, who + "control_port");
    Checks.text(chroot, who + "chroot");
    Checks.between(errorLogLevel, 0, MAX_LEVEL, who + "error_log_level");
    hosts = List.copyOf(hosts);
    filters = List.copyOf(filters);
    xrequests = List.copyOf(xrequests);
  }
}
