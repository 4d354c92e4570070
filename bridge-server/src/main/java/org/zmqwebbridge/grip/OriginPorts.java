package org.zmqwebbridge.grip;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.grip.zhttp.ZhttpOrigins;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;
import org.zmqwebbridge.origin.OriginSocket;
import org.zmqwebbridge.origin.OriginSocketListener;
import org.zmqwebbridge.origin.Origins;

/** The ways to all kinds of origins, each of which is counted. */
record OriginPorts(Origins http, ZhttpOrigins zhttp, OriginPort test, OriginTallies tallies)
    implements OriginPort, SocketPort {
  @Override
  public OriginCall open(Target target, OriginRequest request, OriginListener listener) {
    OriginListener heard = tallies.of(target.place()).hear(listener);
    if (target.place() instanceof Target.Http) {
      return http.open(request, heard);
    }
    if (target.place() instanceof Target.Zhttp workers) {
      return zhttp.open(workers.spec(), workers.isRequest(), request, heard);
    }
    return test.open(target, request, heard);
  }

  @Override
  public OriginSocket open(
      Target target, OriginRequest request, int maxBytes, OriginSocketListener listener) {
    OriginSocketListener heard = tallies.of(target.place()).hear(listener);
    return target.place() instanceof Target.Zhttp workers
        ? zhttp.socket(workers.spec(), request, maxBytes, heard)
        : http.open(request, maxBytes, heard);
  }

  /** How the origins of these routes do; on any thread. */
  List<LiveOrigin> look(RouteTable table) {
    return table.routes().stream()
        .flatMap(route -> route.targets().stream())
        .map(Target::place)
        .distinct()
        .map(this::look)
        .toList();
  }

  private LiveOrigin look(Target.Place place) {
    OriginTally tally = tallies.of(place);
    boolean wasAsked = tally.asks().asked() > 0;
    long since = tally.sinceFailure(System.nanoTime());
    return new LiveOrigin(
        place.toString(),
        tally.isFailing() ? "failing" : wasAsked ? "answering" : "unasked",
        place instanceof Target.Zhttp at ? zhttp.workers(at.spec(), at.isRequest()) : -1,
        waiting(place),
        tally.sockets(),
        tally.failures(),
        tally.lastFailure(),
        since < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(since),
        tally.asks());
  }

  private int waiting(Target.Place place) {
    if (place instanceof Target.Http at) {
      return http.waiting(at.address());
    }
    return place instanceof Target.Zhttp at ? zhttp.waiting(at.spec(), at.isRequest()) : 0;
  }
}
