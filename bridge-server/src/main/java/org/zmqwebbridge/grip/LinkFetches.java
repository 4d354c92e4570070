package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * Asks origins at the addresses that they have given. Nothing of a client's request goes there, so
 * all who want the same at the same time share one request.
 *
 * <p>Owner thread: none.
 */
final class LinkFetches {
  /** Hears what became of a request. */
  interface Listener {
    void answered(OriginResponse said);

    void failed(OriginFailure why);
  }

  private record Key(GripRoute route, Link link, List<HeaderField> last) {}

  private final Map<Key, Fetch> open = new ConcurrentHashMap<>();

  /**
   * Fetches what is there.
   *
   * @param client whose request it is about
   * @param last what the client has had
   * @param onBegin is run before a request is made for it; not at all where one is under way
   */
  void fetch(
      GripRoute route,
      Link link,
      RequestHead client,
      List<HeaderField> last,
      GripContext context,
      Runnable onBegin,
      Listener listener) {
    Key key = new Key(route, link, last);
    while (true) {
      Fetch mine = new Fetch(() -> open.remove(key));
      Fetch found = open.putIfAbsent(key, mine);
      Fetch used = found == null ? mine : found;
      if (!used.join(listener)) {
        continue;
      }
      if (found == null) {
        onBegin.run();
        mine.begin("GET", messages(route, link, "GET", client, context), last, context);
      }
      return;
    }
  }

  /** Tells an origin that a client has gone, as well as it can be told. */
  static void tellGone(GripRoute route, Link link, RequestHead client, GripContext context) {
    Fetch told = new Fetch(() -> {});
    told.begin("POST", messages(route, link, "POST", client, context), List.of(), context);
  }

  private static OriginMessages messages(
      GripRoute route, Link link, String method, RequestHead client, GripContext context) {
    GripRoute there =
        link.elsewhere()
            .map(
                address ->
                    new GripRoute(
                        route.condition(),
                        RouteOptions.STANDARD,
                        List.of(
                            new Target(
                                new Target.Http(address),
                                Optional.empty(),
                                false,
                                false,
                                List.of(),
                                0))))
            .orElse(route);
    return new OriginMessages(link.request(method, client.remoteAddress()), there, context);
  }

  /** One request, and all who wait for its answer. */
  private static final class Fetch {
    private final Runnable onEnd;
    private final List<Listener> listeners = new ArrayList<>(1); // lock: this
    private boolean ended; // lock: this
    private volatile OriginAsk ask;

    Fetch(Runnable onEnd) {
      this.onEnd = onEnd;
    }

    synchronized boolean join(Listener listener) {
      if (!ended) {
        listeners.add(listener);
      }
      return !ended;
    }

    void begin(
        String method, OriginMessages messages, List<HeaderField> last, GripContext context) {
      WholeAnswer answer =
          new WholeAnswer(
              context.limits().maxSocketResponseBytes(),
              () -> ask,
              said -> end(one -> one.answered(said)),
              why -> {
                context.originFailed(ask.target(), why);
                end(one -> one.failed(why));
              });
      ask = messages.other(method, messages.target(), last, new byte[0], answer);
      ask.begin();
    }

    private void end(Consumer<Listener> tell) {
      List<Listener> told;
      onEnd.run();
      synchronized (this) {
        ended = true;
        told = List.copyOf(listeners);
        listeners.clear();
      }
      told.forEach(tell);
    }
  }
}
