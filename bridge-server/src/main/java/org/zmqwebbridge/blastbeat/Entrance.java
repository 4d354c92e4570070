package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.HeadForm;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.blastbeat.wire.RequestVariables;
import org.zmqwebbridge.blastbeat.wire.UwsgiOverflowException;
import org.zmqwebbridge.edge.websocket.HandshakeKey;
import org.zmqwebbridge.http1.HttpHead;

/**
 * Which requests may come in, and what nodes are told of them.
 *
 * <p>Owner thread: those that read; nothing is kept but the hosts and how many connections there
 * are.
 */
final class Entrance {
  private static final String SOCKET_VERSION = "13";

  private final House house;
  private final long headMillis;
  private final long bodyMillis;
  private final SocketIoEntrance socketIo;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Vhosts vhosts = Vhosts.NONE;

  /**
   * Whence a request comes.
   *
   * @param isSecure whether over TLS
   */
  record From(InetSocketAddress address, boolean isSecure) {}

  /**
   * A request that has come in.
   *
   * @param vhost whose it is; {@code null}: nobody's
   */
  record Entry(Vhost vhost, Asked asked) {}

  /**
   * @param headMillis how long a head may take
   * @param bodyMillis how long a body may go without a byte
   */
  Entrance(House house, long headMillis, long bodyMillis) {
    this.house = house;
    this.socketIo = new SocketIoEntrance(house, this);
    this.headMillis = headMillis;
    this.bodyMillis = bodyMillis;
  }

  long headMillis() {
    return headMillis;
  }

  long bodyMillis() {
    return bodyMillis;
  }

  Vhosts vhosts() {
    return vhosts;
  }

  /** From now on, requests are for these. */
  void vhosts(Vhosts changed) {
    vhosts = changed;
  }

  /** Connections have come or gone. */
  void count(int more) {
    int unused = connections.addAndGet(more);
  }

  int connections() {
    return connections.get();
  }

  /** What a request's line may have. */
  static String wrong(String method, String target) {
    boolean isTarget = target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"));
    if (method.isEmpty() || !isTarget) {
      return "no method, or a target that is no path";
    }
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) > '~' || target.charAt(i) == '#') {
        return "a character that may not stand in a target";
      }
    }
    return null;
  }

  /** Why a session of a host may not begin; {@code null}: it may. */
  Refusal refusal(Vhost vhost) {
    boolean isFull =
        house.sessions().size() >= house.config().options().sessions() || vhost.isFull();
    return isFull || house.isDraining() ? Refusal.BUSY : null;
  }

  /**
   * Looks at a request.
   *
   * @param before whose connection it is; {@code null}: it is the first
   */
  Entry admit(HttpHead head, BindSpec at, Vhost before, From from) {
    String host = head.header("host");
    Vhost found = host == null ? null : vhosts.find(at, host);
    Refusal refusal = refusal(head, host, found, before, at);
    return new Entry(
        before == null ? found : before,
        refusal == null ? asked(head, found, from) : Asked.refused(refusal));
  }

  private Refusal refusal(HttpHead head, String host, Vhost found, Vhost before, BindSpec at) {
    int fields = count(head);
    if (fields > house.config().options().maxHeaders()) {
      return Refusal.HEADERS_TOO_LARGE;
    }
    if (host == null || head.headers("host").size() > 1) {
      return Refusal.MALFORMED;
    }
    if (found == null) {
      return Refusal.notFound(host, vhosts.named(at));
    }
    if (before != null && found != before) {
      return Refusal.MISDIRECTED;
    }
    return head.bodyBytes() > house.limits().maxBodyBytes() ? Refusal.TOO_LARGE : null;
  }

  private static int count(HttpHead head) {
    int[] count = {0};
    head.forEach((name, value) -> count[0]++);
    return count[0];
  }

  private Asked asked(HttpHead head, Vhost vhost, From from) {
    VhostSpec spec = vhost.spec();
    Asked.Manner manner =
        new Asked.Manner(
            head.method().equals("HEAD"),
            head.isPersistent() && !house.isDraining(),
            head.isOld(),
            head.expectsContinue());
    boolean isRaw = spec.options().head() == HeadForm.RAW;
    byte[] type = isRaw ? Words.HEADERS : Words.UWSGI;
    byte[] packet;
    try {
      packet = isRaw ? raw(head) : variables(head, spec, from).packet();
    } catch (UwsgiOverflowException tooMany) {
      return Asked.refused(Refusal.HEADERS_TOO_LARGE);
    }
    boolean isKept = head.method().equals("GET") && head.bodyBytes() == 0;
    Asked asked =
        asksForSocket(head)
            ? socket(head, spec, from, type, packet, manner)
            : Asked.of(type, packet, manner, isKept ? head.uri() : null);
    return spec.options().isSocketIo()
        ? socketIo.asked(head, asked, spec.options().origins(), from.isSecure())
        : asked;
  }

  private static RequestVariables variables(HttpHead head, VhostSpec spec, From from) {
    InetSocketAddress client = from.address();
    return new RequestVariables(
        head.method(),
        head.path(),
        head.query(),
        head.version(),
        head::forEach,
        spec.name(),
        InetAddresses.toAddrString(client.getAddress()),
        client.getPort(),
        from.isSecure());
  }

  /** The head as it came, but for the names of headers, which are in lower case. */
  private static byte[] raw(HttpHead head) {
    StringBuilder text = new StringBuilder(512);
    text.append(head.method()).append(' ').append(head.target()).append(' ');
    text.append(head.version()).append("\r\n");
    head.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  /** Without a key it is passed on as any request. */
  private static boolean asksForSocket(HttpHead head) {
    return head.says("upgrade", "websocket")
        && head.says("connection", "upgrade")
        && head.header("sec-websocket-key") != null;
  }

  private static Asked socket(
      HttpHead head, VhostSpec spec, From from, byte[] type, byte[] packet, Asked.Manner manner) {
    String key = head.header("sec-websocket-key");
    String version = head.header("sec-websocket-version");
    boolean isOne =
        head.method().equals("GET")
            && !head.isOld()
            && head.bodyBytes() == 0
            && HandshakeKey.isValid(key);
    if (!isOne) {
      return Asked.refused(Refusal.MALFORMED);
    }
    if (version != null && !version.equals(SOCKET_VERSION)) {
      return Asked.refused(Refusal.OTHER_VERSION);
    }
    if (!SocketOrigins.allow(head, spec.options().origins(), from.isSecure())) {
      return Asked.refused(Refusal.FOREIGN_PAGE);
    }
    return Asked.socket(type, packet, manner, HandshakeKey.accept(key));
  }
}
