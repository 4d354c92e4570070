package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HeadReader;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.routing.Route;
import org.zmqwebbridge.observe.Counter;

/**
 * The heads of a client's requests, and what else may begin where one does.
 *
 * <p>Owner thread: the one that reads. Lifetime: the connection's.
 */
final class RequestInput implements Input {
  private static final int NOT_FOUND = 404;
  private static final int MAX_METHOD = 20;
  private static final String NEVER_IN_TARGETS = "\"<>\\`[]";
  private static final String RELAXED = "{}^";

  private final Client client;
  private final Server server;
  private final HeadReader heads;

  RequestInput(Client client, Server server) {
    this.client = client;
    this.server = server;
    Mongrel2Limits limits = server.limits();
    boolean isRelaxed = limits.flag(Mongrel2Setting.REQUEST_RELAXED);
    this.heads =
        new HeadReader(
            limits.bufferBytes(),
            limits.headerCount(),
            (method, target) -> wrong(method, target, isRelaxed));
  }

  /** What theirs refuses in a request's line. */
  static String wrong(String method, String target, boolean isRelaxed) {
    if (method.isEmpty() || method.length() > MAX_METHOD) {
      return "no method";
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
        return "a method that is not in capital letters";
      }
    }
    if (target.isEmpty() || target.indexOf('#') != target.lastIndexOf('#')) {
      return "no target, or one with two fragments";
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean isRelaxable = RELAXED.indexOf(c) >= 0;
      if (c <= ' '
          || c > '~'
          || c == '|'
          || (isRelaxable && !isRelaxed)
          || NEVER_IN_TARGETS.indexOf(c) >= 0) {
        return "a character that may not stand in a target";
      }
      if (c == '%' && !isEscape(target, i)) {
        return "an escape that is none";
      }
    }
    return null;
  }

  private static boolean isEscape(String target, int at) {
    return at + 2 < target.length()
        && Character.digit(target.charAt(at + 1), 16) >= 0
        && Character.digit(target.charAt(at + 2), 16) >= 0;
  }

  @Override
  public void read(ByteBuffer bytes) throws BadRequestException {
    if (!heads.isInHead() && server.sites().hasSockets()) {
      byte first = bytes.get(bytes.position());
      if (first == '@' || first == '<') {
        client.become(new TextInput(client, server));
        return;
      }
    }
    client.activity().awaitsHead(true);
    HttpHead head = heads.read(bytes);
    if (head != null) {
      client.activity().awaitsHead(false);
      server.counters().add(Counter.MONGREL2_HEADERS_LEFT_OUT, heads.leftOut());
      lead(head);
    } else if (!heads.isInHead()) {
      client.activity().awaitsHead(false); // empty lines
    }
  }

  /** Has a request answered. */
  void lead(HttpHead head) {
    String host = head.header("host");
    Site site = server.sites().hosts().find(host == null ? "" : host);
    String path = head.path();
    Optional<Route<Target>> route =
        path.startsWith("/") ? site.routes().find(path) : Optional.empty();
    client.hostName(site.name());
    if (site.isInMaintenance()) {
      client.refuse(server.errors().ofMaintenance());
    } else if (route.isPresent()) {
      client.textMode(false);
      client.socketMode(false);
      route.get().target().take(client, head, route.get());
    } else {
      client.refuse(NOT_FOUND);
    }
  }
}
