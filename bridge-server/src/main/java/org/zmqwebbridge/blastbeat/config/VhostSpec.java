package org.zmqwebbridge.blastbeat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A virtual host: which requests are meant, and which nodes get them.
 *
 * <p>Immutable.
 *
 * @param name what {@code Host} says, with its port if it has one, in whatever case
 * @param aliases other names that mean it
 * @param binds where it is; none: at all binds that are of no virtual host
 * @param routers where its nodes connect to; none: to all that are of no virtual host
 * @param nodes in order; none: it answers 503
 * @param options how it is served
 */
public record VhostSpec(
    String name,
    List<String> aliases,
    List<BindSpec> binds,
    List<RouterSpec> routers,
    List<NodeSpec> nodes,
    VhostOptions options) {
  static final int MAX_NAME = 300;

  /**
   * @throws IllegalArgumentException if a name is wrong, or there twice; says which
   */
  public VhostSpec {
    aliases = List.copyOf(aliases);
    binds = List.copyOf(binds);
    routers = List.copyOf(routers);
    nodes = List.copyOf(nodes);
    Checks.word(name, MAX_NAME, "the name of a virtual host");
    String who = "virtual host " + name + ": ";
    aliases.forEach(alias -> Checks.word(alias, MAX_NAME, who + "an alias"));
    Checks.distinct(nodes.stream().map(NodeSpec::name).toList(), who + "two nodes are");
  }

  /** One that is everywhere, with standard options. */
  public static VhostSpec of(String name, String... nodes) {
    return new VhostSpec(
        name,
        List.of(),
        List.of(),
        List.of(),
        Stream.of(nodes).map(NodeSpec::of).toList(),
        VhostOptions.DEFAULTS);
  }

  /** The same, served otherwise. */
  public VhostSpec with(VhostOptions changed) {
    return new VhostSpec(name, aliases, binds, routers, nodes, changed);
  }

  /** The same, with other names besides. */
  public VhostSpec withAliases(String... others) {
    return new VhostSpec(name, List.of(others), binds, routers, nodes, options);
  }

  /** The same, at binds of its own. */
  public VhostSpec withBinds(BindSpec... own) {
    return new VhostSpec(name, aliases, List.of(own), routers, nodes, options);
  }

  /** The same, with routers of its own. */
  public VhostSpec withRouters(RouterSpec... own) {
    return new VhostSpec(name, aliases, binds, List.of(own), nodes, options);
  }

  /** The same, with other nodes. */
  public VhostSpec withNodes(NodeSpec... others) {
    return new VhostSpec(name, aliases, binds, routers, List.of(others), options);
  }

  /** Name and aliases. */
  public List<String> names() {
    List<String> all = new ArrayList<>();
    all.add(name);
    all.addAll(aliases);
    return List.copyOf(all);
  }

  /** The names without ports, by which TLS asks for a certificate. */
  public List<String> hostNames() {
    return names().stream().map(VhostSpec::withoutPort).distinct().toList();
  }

  private static String withoutPort(String name) {
    int colon = name.indexOf(':', Math.max(0, name.indexOf(']')));
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Its certificate, if it has one. */
  public Optional<TlsFiles> tls() {
    return options.tls();
  }
}
