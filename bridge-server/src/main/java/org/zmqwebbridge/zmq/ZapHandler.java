package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * Answers who may come in at the bound addresses of a loop (ZAP, RFC 27): each address is a domain
 * of its own, with its own list. What it does not understand or does not know, it refuses.
 *
 * <p>JeroMQ lets everybody in while nobody answers in a context. So an address is bound only after
 * {@link #guard}, in each context again, and the handler's socket is closed after theirs.
 *
 * <p>Owner thread: the loop's. Lifetime: the loop's.
 */
final class ZapHandler implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(ZapHandler.class);

  private static final ZmqEndpoint ADDRESS = ZmqEndpoint.inproc("zeromq.zap.01");
  private static final SocketOptions OPTIONS =
      SocketOptions.bound(ZmqType.ROUTER, 1000, 1 << 16, 1000, 1);
  private static final byte[] EMPTY = new byte[0];
  private static final byte[] VERSION = "1.0".getBytes(US_ASCII);

  /** Routing id, delimiter, version, request id, domain, address, identity, mechanism. */
  private static final int FRAMES_BEFORE_CREDENTIALS = 8;

  /** SHA-256 in hexadecimal. */
  private static final int SIGNATURE_CHARACTERS = 64;

  private static final int SECRET_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret = new byte[SECRET_BYTES];
  private final ZmqLoop loop;
  private final Counters counters;

  private final Map<String, Security> byDomain = new HashMap<>();
  private BoundSocket socket;

  ZapHandler(ZmqLoop loop, Counters counters) {
    this.loop = loop;
    this.counters = counters;
    RANDOM.nextBytes(secret);
  }

  /**
   * From now on, decides who comes in at an address; to be called before it is bound, and again
   * when its list changes.
   *
   * @return the domain that its socket must name
   */
  String guard(ZmqEndpoint address, Security security) {
    byDomain.put(address.address(), security);
    if (socket == null) {
      socket = loop.openBound(OPTIONS, this, new Keeper());
      socket.bind(ADDRESS, ADDRESS);
    }
    return address.address();
  }

  @Override
  public void onMessage(List<byte[]> request) {
    if (request.size() < FRAMES_BEFORE_CREDENTIALS || request.get(1).length > 0) {
      return; // nobody but JeroMQ can reach this address
    }
    Optional<String> name = admits(request);
    boolean admitted = name.isPresent();
    if (!admitted) {
      counters.increment(Counter.PEERS_REFUSED);
    }
    socket.send(
        request.get(0),
        EMPTY,
        VERSION,
        request.get(3),
        (admitted ? "200" : "400").getBytes(US_ASCII),
        EMPTY, // RFC 27: nothing that would help a stranger
        name.map(this::signed).orElse("").getBytes(UTF_8),
        EMPTY);
  }

  /** A peer may say a user id of its own, and JeroMQ would believe it: so it cannot be guessed. */
  private String signed(String name) {
    return signature(name) + name;
  }

  private String signature(String name) {
    return Hashing.hmacSha256(secret).hashString(name, UTF_8).toString();
  }

  /** The name by which a peer was let in; empty if its user id is not from here. */
  String nameIn(String userId) {
    if (userId == null || userId.length() < SIGNATURE_CHARACTERS) {
      return "";
    }
    String name = userId.substring(SIGNATURE_CHARACTERS);
    byte[] right = signed(name).getBytes(UTF_8);
    return MessageDigest.isEqual(right, userId.getBytes(UTF_8)) ? name : "";
  }

  /** By which name a peer is let in; empty: it is not. */
  private Optional<String> admits(List<byte[]> request) {
    Security security = byDomain.get(text(request.get(4)));
    List<byte[]> credentials =
        new ArrayList<>(request.subList(FRAMES_BEFORE_CREDENTIALS, request.size()));
    String mechanism = text(request.get(7));
    if (security != null && security.admits(mechanism, credentials)) {
      return Optional.of(security.name(credentials));
    }
    counters.line(
        LineKind.PEER_UNTRUSTED,
        heldBack ->
            log.warn(
                "{}: {} at {} is not let in{}",
                text(request.get(4)),
                security == null ? "a peer" : security.describe(credentials),
                text(request.get(5)),
                heldBack));
    return Optional.empty();
  }

  private static String text(byte[] frame) {
    return new String(frame, UTF_8);
  }

  /** The next address that is bound, in the next context, puts it up again. */
  private final class Keeper implements SocketKeeper {
    @Override
    public void onContextLost() {
      socket = null;
    }
  }
}
