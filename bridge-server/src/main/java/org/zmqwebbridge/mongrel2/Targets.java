package org.zmqwebbridge.mongrel2;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.mongrel2.config.DirSpec;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.config.ProxySpec;
import org.zmqwebbridge.mongrel2.config.RouteTarget;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.mongrel2.dir.DirConfig;
import org.zmqwebbridge.mongrel2.dir.MediaTypes;
import org.zmqwebbridge.mongrel2.proxy.ProxyTarget;
import org.zmqwebbridge.origin.OriginAddress;

/**
 * Makes what answers the routes of one configuration of a server: routes with equal sockets share
 * their handlers, of whom the first definition counts; and sockets that were there before stay.
 *
 * <p>Owner thread: the one that reads the configuration. Lifetime: until that is read.
 */
final class Targets implements RouteTarget.Kinds<Target> {
  private static final String SEND_FILE = "sendfile.so";

  private final Server server;
  private final ServerSpec spec;
  private final ServerSettings settings;
  private final ServerParts parts;
  private final Map<String, HandlerPair> before;
  private final Map<String, HandlerPair> handlers = new LinkedHashMap<>();
  private final Map<RouteTarget, Target> made = new HashMap<>();
  private final Set<Path> roots = new LinkedHashSet<>();

  Targets(
      Server server,
      ServerSpec spec,
      ServerSettings settings,
      ServerParts parts,
      Map<String, HandlerPair> before) {
    this.server = server;
    this.spec = spec;
    this.settings = settings;
    this.parts = parts;
    this.before = before;
  }

  /** What answers a route. */
  Target of(RouteTarget said) {
    return made.computeIfAbsent(said, one -> one.dispatch(this));
  }

  /** All sockets of handlers, by their addresses. */
  Map<String, HandlerPair> handlers() {
    return handlers;
  }

  /** What handlers may order, as far as the routes have been seen. */
  Orders orders() {
    boolean isOn = spec.xrequests().stream().anyMatch(one -> one.name().endsWith(SEND_FILE));
    return new Orders(
        isOn, ServerFiles.of(spec, ""), List.copyOf(roots), parts.files(), parts.counters());
  }

  @Override
  public Target onHandler(HandlerSpec handler) {
    String key = handler.sendSpec() + ' ' + handler.recvSpec();
    HandlerPair pair =
        handlers.computeIfAbsent(
            key,
            any -> {
              HandlerPair known = before.get(key);
              return known != null && known.spec().equals(handler)
                  ? known
                  : new HandlerPair(handler, server, parts.loop(), parts.handlers());
            });
    return new HandlerTarget(pair, server);
  }

  @Override
  public Target onDir(DirSpec dir) {
    Path base = ServerFiles.of(spec, dir.base());
    roots.add(base);
    MediaTypes types = new MediaTypes(settings.mimeTypes(), dir.defaultContentType());
    DirConfig config =
        DirConfig.of(base, dir.indexFile(), types, dir.cacheSeconds())
            .with(true, settings.limits().text(Mongrel2Setting.CACHE_CONTROL));
    return new DirRoute(parts.directories().target(config));
  }

  @Override
  public Target onProxy(ProxySpec proxy) {
    List<OriginAddress> servers =
        proxy.backends().stream()
            .map(backend -> new OriginAddress(backend.addr(), backend.port(), null))
            .toList();
    return new ProxyRoute(
        new ProxyTarget(servers, parts.origins().get(), System::nanoTime, parts.counters()));
  }
}
