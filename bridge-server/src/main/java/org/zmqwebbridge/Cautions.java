package org.zmqwebbridge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.JettyEdge;
import org.zmqwebbridge.edge.jetty.Pages;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zws.ZwsDialect;

/** What is legal in a configuration, and unwise. */
final class Cautions {
  private final BridgeConfig config;
  private final List<String> found = new ArrayList<>();

  private Cautions(BridgeConfig config) {
    this.config = config;
  }

  /** Each a line that says what may happen and what to do. */
  static List<String> about(BridgeConfig config, Instant now) {
    Cautions cautions = new Cautions(config);
    cautions.aboutListeners();
    cautions.aboutOrigins();
    cautions.aboutEndpoints();
    cautions.aboutPages();
    cautions.aboutRelay();
    cautions.aboutGrip();
    cautions.aboutBlastbeat();
    cautions.found.addAll(Mongrel2Cautions.about(config.mongrel2().servers()));
    config.edge().tls().ifPresent(tls -> cautions.found.addAll(certificate(tls, now)));
    return cautions.found;
  }

  private static List<String> certificate(EdgeConfig.Tls tls, Instant now) {
    return TlsIdentity.read(tls).warnings(now);
  }

  private void aboutListeners() {
    EdgeConfig edge = config.edge();
    aboutListener("listen", edge.listen(), edge.tls().isPresent());
    for (Listener listener : edge.listeners()) {
      aboutListener("listeners." + listener.name(), listener.listen(), listener.tls());
    }
    if (edge.limits().handshake().maxConnectionsPerAddress() == 0 && !isProxyOfThisMachine()) {
      found.add(
          "limits.maxConnectionsPerAddress: 0 lets one client take all connections; that is for"
              + " listeners behind a proxy only");
    }
    config
        .management()
        .filter(management -> isOpen(management.listen()))
        .ifPresent(
            management ->
                found.add(
                    "management: "
                        + address(management.listen())
                        + " is reached from other machines, and its secret goes there in clear; use"
                        + " a loopback address, or a network that only operators reach"));
  }

  /** A reverse proxy that other machines cannot reach: something is in front, or tries it out. */
  private boolean isProxyOfThisMachine() {
    EdgeConfig edge = config.edge();
    return config.grip().isOn()
        && edge.serves().equals(Set.of(Served.HTTP))
        && !isOpen(edge.listen())
        && edge.listeners().stream().noneMatch(listener -> isOpen(listener.listen()));
  }

  private void aboutListener(String setting, List<InetSocketAddress> addresses, boolean tls) {
    if (isOpen(addresses)) {
      String listen = setting + ": " + address(addresses);
      if (!tls) {
        found.add(
            listen
                + " is reached from other machines, in clear; configure tls, or put a proxy with"
                + " TLS in front and let others reach only that");
      }
      if (config.authorizer() == Authorizer.ALLOW_ALL
          && config.endpoints().all().iterator().hasNext()) {
        found.add(
            listen
                + " is reached from other machines, and any program there may open every endpoint;"
                + " configure auth (docs/access.md) unless all that is public");
      }
    }
  }

  private void aboutOrigins() {
    if (config.edge().origins().contains("*") && config.authorizer() != Authorizer.ALLOW_ALL) {
      found.add(
          "websocket.origins: * lets the pages of every site connect, and browsers send the cookies"
              + " of your visitors along; list your Origins, unless no hook believes a cookie");
    }
  }

  private void aboutEndpoints() {
    boolean hasNone = !config.endpoints().all().iterator().hasNext();
    boolean opensNothing =
        hasNone
            && config.relay().locations().isEmpty()
            && !config.grip().isOn()
            && !config.edge().listen().isEmpty();
    if (opensNothing) {
      found.add("endpoints: there is none, so pages can open nothing");
    }
    long bound = config.endpoints().all().stream().filter(EndpointSpec::binds).count();
    for (EndpointSpec endpoint : config.endpoints().all()) {
      int connecting = endpoint.binds() ? 0 : endpoint.addresses().count();
      if (connecting > 0 && bound + connecting > config.limits().maxEndpoints()) {
        found.add(neverOpened(endpoint));
      }
      boolean zws = endpoint.opens(Door.ZWS) && ZwsDialect.isFor(endpoint.type());
      if (zws && isTaken("/" + endpoint.name())) {
        found.add(hasAnothersPath(endpoint));
      }
      if (endpoint.binds() && endpoint.security().isNone()) {
        endpoint.addresses().all().stream()
            .filter(address -> !address.isOfThisMachine() && !isLocal(address.host()))
            .forEach(address -> found.add(anybodyMayConnect(endpoint, address)));
      }
    }
  }

  private void aboutRelay() {
    EdgeConfig edge = config.edge();
    boolean open =
        isOpen(edge.listen())
            || edge.listeners().stream().anyMatch(listener -> isOpen(listener.listen()));
    found.addAll(RelayCautions.about(config, open && config.authorizer() == Authorizer.ALLOW_ALL));
  }

  private void aboutGrip() {
    Set<Served> served = EnumSet.noneOf(Served.class);
    served.addAll(config.edge().serves());
    config.edge().listeners().forEach(listener -> served.addAll(listener.serves()));
    if (config.grip().isOn() && !served.contains(Served.GRIP_CONTROL)) {
      found.add(
          "grip: no listener has grip-control, so nobody can publish by HTTP; say"
              + " grip.control.listen");
    }
    if (!served.contains(Served.PAGES) && !served.contains(Served.WEB_SOCKET)) {
      return;
    }
    for (GripRoute route : config.grip().routes().routes()) {
      String begin = route.condition().pathBegin();
      if (isTaken(begin)) {
        found.add(
            "grip.routes: something else is at "
                + begin
                + ", which its route does not get; call that otherwise");
      }
    }
  }

  private void aboutBlastbeat() {
    for (RouterSpec router : config.blastbeat().allRouters()) {
      if (router.isOpen()) {
        found.add(
            "blastbeat: anyone who reaches "
                + router.address()
                + " and knows the name of a node can answer in its place, for a name is no"
                + " authorization; say who may connect with curve (in an ini file, zmq-curve-keys"
                + " and zmq-curve-clients), or bind a loopback address");
      }
    }
  }

  /** Whether a path is one of the listener's own. */
  private boolean isTaken(String path) {
    return path.equals(config.edge().path()) || JettyEdge.SCRIPTS.contains(path);
  }

  private void aboutPages() {
    config
        .edge()
        .pages()
        .filter(pages -> pages.root() instanceof Pages.Root.Folder folder && isBroad(folder.path()))
        .ifPresent(
            pages ->
                found.add(
                    "pages: every file of "
                        + ((Pages.Root.Folder) pages.root()).path()
                        + " that this program may read is served, but for dot files; put the pages"
                        + " in a folder of their own"));
  }

  /** The whole file system, or somebody's home. */
  private static boolean isBroad(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return whole.getParent() == null
        || whole.equals(Path.of(System.getProperty("user.home")).toAbsolutePath().normalize());
  }

  private String neverOpened(EndpointSpec endpoint) {
    return "endpoints."
        + endpoint.name()
        + " takes "
        + endpoint.addresses().count()
        + " of the ZeroMQ sockets that may be open at once, one for each address, and what is bound"
        + " leaves fewer: no page can ever open it; raise limits.maxEndpoints: "
        + config.limits().maxEndpoints();
  }

  private static String hasAnothersPath(EndpointSpec endpoint) {
    String name = endpoint.name();
    return "endpoints."
        + name
        + ": something else is at /"
        + name
        + ", so stock ZeroMQ clients come to it at "
        + ZwsDialect.FOLDER
        + name
        + " only, which libzmq cannot ask for; call it otherwise, or leave zws out of its doors";
  }

  private static String anybodyMayConnect(EndpointSpec endpoint, ZmqEndpoint address) {
    return "endpoints."
        + endpoint.name()
        + ": anyone who reaches "
        + address
        + (endpoint.type() == SocketType.REP ? " may ask the page there" : " may be its peer")
        + "; say who may with curve, or bind a loopback address";
  }

  private static boolean isLocal(String host) {
    return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
  }

  private static boolean isOpen(List<InetSocketAddress> addresses) {
    return addresses.stream()
        .map(InetSocketAddress::getAddress)
        .anyMatch((InetAddress address) -> !address.isLoopbackAddress());
  }

  private static String address(List<InetSocketAddress> addresses) {
    return OpenDoors.written(addresses, addresses.get(0).getPort());
  }
}
