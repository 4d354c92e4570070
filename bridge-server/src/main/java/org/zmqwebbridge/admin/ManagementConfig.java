package org.zmqwebbridge.admin;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the management listener is, and whom it answers.
 *
 * @param listen the addresses, all with one port; port 0 takes a free one. One that other machines
 *     reach demands a secret
 * @param secret what requests must know, if anything
 * @param hosts names that the listener has besides {@code localhost} and its addresses, as requests
 *     say them in {@code Host}, without a port
 * @param inspector what operators may see of messages; empty: nothing
 */
public record ManagementConfig(
    List<InetSocketAddress> listen,
    Optional<ManagementSecret> secret,
    List<String> hosts,
    Optional<InspectorSettings> inspector) {

  /**
   * @throws IllegalArgumentException if other machines could read it without a secret, or anybody
   *     what pages say, or a host is no name
   */
  public ManagementConfig {
    listen = List.copyOf(listen);
    if (!isLoopback(listen) && secret.isEmpty()) {
      throw new IllegalArgumentException(
          "management: "
              + listen.get(0).getAddress().getHostAddress()
              + " is reachable from other machines; use a loopback address such as 127.0.0.1, or"
              + " demand a secret with management.secretFile");
    }
    if (inspector.isPresent() && secret.isEmpty()) {
      throw new IllegalArgumentException(
          "management.inspector: shows what pages and services say; demand a secret with"
              + " management.secretFile");
    }
    hosts = hosts.stream().map(ManagementConfig::checkedHost).toList();
  }

  /** Without an inspector. */
  public ManagementConfig(
      List<InetSocketAddress> listen, Optional<ManagementSecret> secret, List<String> hosts) {
    this(listen, secret, hosts, Optional.empty());
  }

  /** At one address. */
  public ManagementConfig(
      InetSocketAddress listen, Optional<ManagementSecret> secret, List<String> hosts) {
    this(List.of(listen), secret, hosts);
  }

  private static boolean isLoopback(List<InetSocketAddress> addresses) {
    return addresses.stream().allMatch(address -> address.getAddress().isLoopbackAddress());
  }

  /**
   * A host of {@code management.hosts}, in lower case.
   *
   * @throws IllegalArgumentException if it is no name
   */
  public static String checkedHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!lower.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "management.hosts: \""
              + host
              + "\" is no name of a host; it looks like zwb.example.org, without a port");
    }
    return lower;
  }
}
