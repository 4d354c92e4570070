package org.zmqwebbridge.blastbeat.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zmqwebbridge.edge.PortTls;

/**
 * Everything that one configuration of BlastBeat says.
 *
 * <p>Immutable.
 *
 * @param binds where all virtual hosts are that have none of their own
 * @param routers where the nodes of all virtual hosts connect to that have none of their own
 * @param vhosts in the order in which they were defined
 */
public record BlastbeatConfig(
    List<BindSpec> binds,
    List<RouterSpec> routers,
    List<VhostSpec> vhosts,
    BlastbeatOptions options,
    BlastbeatLimits limits) {
  /** Where BlastBeat's own example is; here for this machine only. */
  public static final BindSpec STANDARD_BIND = new BindSpec("127.0.0.1", 8080, false);

  /** Where nodes of its example connect to; here for this machine only. */
  public static final RouterSpec STANDARD_ROUTER = RouterSpec.parse("tcp://127.0.0.1:5000");

  /** No server at all. */
  public static final BlastbeatConfig NONE = of(List.of(), List.of(), List.of());

  /**
   * @throws IllegalArgumentException if the parts do not go together; says why
   */
  public BlastbeatConfig {
    binds = List.copyOf(binds);
    routers = List.copyOf(routers);
    vhosts = List.copyOf(vhosts);
    Checks.distinct(
        vhosts.stream().map(vhost -> vhost.name().toLowerCase(Locale.ROOT)).toList(),
        "two virtual hosts have the name");
    checkBinds(binds, vhosts);
    checkRouters(routers, vhosts);
  }

  /** One with standard options and limits. */
  public static BlastbeatConfig of(
      List<BindSpec> binds, List<RouterSpec> routers, List<VhostSpec> vhosts) {
    return new BlastbeatConfig(
        binds, routers, vhosts, BlastbeatOptions.DEFAULTS, BlastbeatLimits.DEFAULTS);
  }

  /**
   * One with the standard bind and router where there is none that is needed.
   *
   * @throws IllegalArgumentException if the parts do not go together; says why
   */
  public static BlastbeatConfig completed(
      List<BindSpec> binds, List<RouterSpec> routers, List<VhostSpec> vhosts) {
    boolean bindsLack =
        vhosts.isEmpty() || vhosts.stream().anyMatch(vhost -> vhost.binds().isEmpty());
    boolean routersLack =
        vhosts.isEmpty() || vhosts.stream().anyMatch(vhost -> vhost.routers().isEmpty());
    return of(
        binds.isEmpty() && bindsLack ? List.of(STANDARD_BIND) : binds,
        routers.isEmpty() && routersLack ? List.of(STANDARD_ROUTER) : routers,
        vhosts);
  }

  /** The same with other settings. */
  public BlastbeatConfig with(BlastbeatOptions changed) {
    return new BlastbeatConfig(binds, routers, vhosts, changed, limits);
  }

  /** The same with other limits. */
  public BlastbeatConfig with(BlastbeatLimits changed) {
    return new BlastbeatConfig(binds, routers, vhosts, options, changed);
  }

  /** Whether there is a server. */
  public boolean isOn() {
    return !vhosts.isEmpty() || !binds.isEmpty();
  }

  /** Every place where clients come in, each once. */
  public List<BindSpec> allBinds() {
    return allBinds(binds, vhosts);
  }

  private static List<BindSpec> allBinds(List<BindSpec> binds, List<VhostSpec> vhosts) {
    Set<BindSpec> all = new LinkedHashSet<>(binds);
    vhosts.forEach(vhost -> all.addAll(vhost.binds()));
    return List.copyOf(all);
  }

  /** Every router, each once. */
  public List<RouterSpec> allRouters() {
    return allRouters(routers, vhosts);
  }

  private static List<RouterSpec> allRouters(List<RouterSpec> routers, List<VhostSpec> vhosts) {
    Set<RouterSpec> all = new LinkedHashSet<>(routers);
    vhosts.forEach(vhost -> all.addAll(vhost.routers()));
    return List.copyOf(all);
  }

  /** The virtual hosts of a bind, in their order. */
  public List<VhostSpec> vhostsAt(BindSpec bind) {
    return vhosts.stream().filter(vhost -> isAt(vhost, bind, binds)).toList();
  }

  private static boolean isAt(VhostSpec vhost, BindSpec bind, List<BindSpec> everybodys) {
    return (vhost.binds().isEmpty() ? everybodys : vhost.binds()).contains(bind);
  }

  /** Where the nodes of a virtual host connect to. */
  public List<RouterSpec> routersOf(VhostSpec vhost) {
    return vhost.routers().isEmpty() ? routers : vhost.routers();
  }

  /** How a bind speaks TLS: with the certificates of its virtual hosts, under all their names. */
  public Optional<PortTls> tls(BindSpec bind) {
    return bind.isTls() ? Optional.of(tls(vhostsAt(bind))) : Optional.empty();
  }

  private static PortTls tls(List<VhostSpec> there) {
    List<PortTls.Identity> identities = new ArrayList<>();
    for (VhostSpec vhost : there) {
      vhost
          .tls()
          .ifPresent(
              files ->
                  vhost
                      .hostNames()
                      .forEach(
                          name ->
                              identities.add(
                                  new PortTls.Identity(name, files.certificate(), files.key()))));
    }
    return new PortTls(identities, Optional.empty(), false, List.of());
  }

  private static void checkBinds(List<BindSpec> binds, List<VhostSpec> vhosts) {
    List<BindSpec> all = allBinds(binds, vhosts);
    for (BindSpec bind : all) {
      if (all.stream().anyMatch(other -> !other.equals(bind) && other.isSamePlaceAs(bind))) {
        throw new IllegalArgumentException(
            "bind " + bind + " is there with TLS and without; let it be one of both");
      }
    }
  }

  /**
   * Checks that there is a certificate wherever there is TLS.
   *
   * @throws IllegalArgumentException if there is none; says where
   */
  public void checkCertificates() {
    for (BindSpec bind : allBinds()) {
      if (bind.isTls() && vhostsAt(bind).stream().noneMatch(vhost -> vhost.tls().isPresent())) {
        throw new IllegalArgumentException(
            "bind-ssl "
                + bind
                + ": no virtual host there has a certificate; say certificate and key of one");
      }
    }
  }

  private static void checkRouters(List<RouterSpec> routers, List<VhostSpec> vhosts) {
    List<RouterSpec> all = allRouters(routers, vhosts);
    List<String> addresses = all.stream().map(router -> router.address().address()).toList();
    Checks.distinct(addresses, "two routers with other keys or users are bound at");
    boolean isLacking =
        routers.isEmpty() && vhosts.stream().anyMatch(vhost -> vhost.routers().isEmpty());
    if (isLacking) {
      throw new IllegalArgumentException(
          "there is no router that nodes could connect to: "
              + vhosts.stream()
                  .filter(vhost -> vhost.routers().isEmpty())
                  .map(VhostSpec::name)
                  .findFirst()
                  .orElse("")
              + " has none, and there is none for all; say zmq = tcp://127.0.0.1:5000");
    }
  }

  /** All virtual hosts that a name could mean, whatever their binds. */
  public Stream<VhostSpec> named(String host) {
    return vhosts.stream()
        .filter(vhost -> vhost.names().stream().anyMatch(name -> name.equalsIgnoreCase(host)));
  }
}
