package org.zmqwebbridge.zmq;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A ZeroMQ address in canonical form: {@code tcp://} with an IPv4 address, a bracketed IPv6 address
 * or a DNS name, and a port from 1 to 65535; or {@code ipc://} with the absolute path of a Unix
 * socket.
 *
 * <p>A security boundary: only what {@link #parse} accepts ever reaches JeroMQ, whose own parser
 * takes wildcards, several addresses in one string, and paths. Immutable; two endpoints are equal
 * exactly if they are the same address.
 */
public final class ZmqEndpoint {
  private static final String TCP = "tcp://";
  private static final String IPC = "ipc://";
  private static final String INPROC = "inproc://";

  /** What {@code sockaddr_un} holds, with a zero at its end (unix(7)). */
  private static final int MAX_PATH = 107;

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final int MAX_LENGTH = 300;
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");
  private static final String EVERY = "tcp://*:";
  private static final Pattern OTHER_SCHEME =
      Pattern.compile("(ipc|inproc|ws|wss|http|https|udp|pgm|epgm):.*", Pattern.DOTALL);
  private static final Pattern NUMERIC = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern INPROC_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final String address;
  private final String host;
  private final int port;
  private final boolean named;

  private ZmqEndpoint(String address, String host, int port, boolean named) {
    this.address = address;
    this.host = host;
    this.port = port;
    this.named = named;
  }

  /**
   * Parses {@code tcp://host:port}: all that a page may write.
   *
   * @throws IllegalArgumentException if the text is anything else; the message says why, and does
   *     not repeat the text
   */
  public static ZmqEndpoint parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an address has at most " + MAX_LENGTH + " characters");
    }
    if (!text.regionMatches(true, 0, TCP, 0, TCP.length())) {
      throw new IllegalArgumentException(schemeHint(text));
    }
    if (text.endsWith("/") && text.length() > TCP.length()) {
      throw new IllegalArgumentException(
          "the address ends with a slash; it looks like tcp://host:port, and nothing follows");
    }
    int colon = text.lastIndexOf(':');
    if (colon < TCP.length()) {
      throw new IllegalArgumentException("the address has no port; it looks like tcp://host:port");
    }
    int port = parsePort(text.substring(colon + 1));
    return ofHost(text.substring(TCP.length(), colon).toLowerCase(Locale.ROOT), port);
  }

  /**
   * Parses an address that the configuration says the bridge connects to: as {@link #parse}, and
   * {@code ipc:///path}, which is a Unix socket.
   *
   * @throws IllegalArgumentException if the text is anything else; the message says why
   */
  public static ZmqEndpoint parseConnected(String text) {
    return isPath(text) ? ofPath(text.substring(IPC.length())) : parse(text);
  }

  private static boolean isPath(String text) {
    return text.regionMatches(true, 0, IPC, 0, IPC.length());
  }

  /**
   * Parses an address that the bridge binds: as {@link #parseConnected}, and {@code tcp://*:port},
   * which is every IPv4 address of the machine ({@code tcp://0.0.0.0:port}).
   *
   * @throws IllegalArgumentException if the text is anything else; the message says why
   */
  public static ZmqEndpoint parseBound(String text) {
    boolean every = text.regionMatches(true, 0, EVERY, 0, EVERY.length());
    return parseConnected(every ? TCP + "0.0.0.0:" + text.substring(EVERY.length()) : text);
  }

  private static String schemeHint(String text) {
    return OTHER_SCHEME.matcher(text.toLowerCase(Locale.ROOT)).matches()
        ? "the bridge reaches services by TCP only, or by ipc:///path where the configuration says"
            + " so; let the service bind an address like tcp://127.0.0.1:5555 as well, and write that"
            + " here"
        : "an address looks like tcp://host:port";
  }

  /**
   * An endpoint inside this process, for embedding applications only; no text parses to one.
   *
   * @throws IllegalArgumentException if the name is not 1–200 letters, digits, dots, dashes or
   *     underscores
   */
  public static ZmqEndpoint inproc(String name) {
    if (!INPROC_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an inproc name is 1-200 letters, digits, dots, dashes or underscores");
    }
    return new ZmqEndpoint(INPROC + name, name, 0, false);
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/")
        && Arrays.stream(path.substring(1).split("/", -1))
            .allMatch(
                name ->
                    FILE_NAME.matcher(name).matches() && !name.equals(".") && !name.equals(".."));
  }

  /** Neither relative, which depends on who starts the bridge, nor with anything to be resolved. */
  private static ZmqEndpoint ofPath(String path) {
    if (!isAbsolute(path)) {
      throw new IllegalArgumentException(
          "a Unix socket is ipc:// and an absolute path of letters, digits, dots, dashes and"
              + " underscores: ipc:///run/service/feed");
    }
    if (path.length() > MAX_PATH) {
      throw new IllegalArgumentException(
          "the path of a Unix socket has at most " + MAX_PATH + " characters");
    }
    return new ZmqEndpoint(IPC + path, path, 0, false);
  }

  private static int parsePort(String text) {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          "the port is a number from 1 to 65535, without sign, spaces or leading zeros");
    }
    return Integer.parseInt(text);
  }

  private static ZmqEndpoint ofHost(String host, int port) {
    if (host.equals("*")) {
      throw new IllegalArgumentException(
          "the bridge connects here, so the address says to which host; * is for what it binds (REP)");
    }
    if (host.startsWith("[")) {
      return ofIpv6(host, port);
    }
    if (IPV4.matcher(host).matches()) {
      if (!InetAddresses.isInetAddress(host)) {
        throw new IllegalArgumentException("an IPv4 address is four numbers from 0 to 255");
      }
      return literal(host, host, port);
    }
    checkName(host);
    return new ZmqEndpoint(TCP + host + ":" + port, host, port, true);
  }

  private static ZmqEndpoint ofIpv6(String bracketed, int port) {
    String inside = bracketed.endsWith("]") ? bracketed.substring(1, bracketed.length() - 1) : "";
    if (inside.contains("%") || !InetAddresses.isInetAddress(inside)) {
      throw new IllegalArgumentException(
          "an IPv6 address stands in brackets, without a zone: tcp://[::1]:5555");
    }
    InetAddress parsed = InetAddresses.forString(inside);
    if (!(parsed instanceof Inet6Address)) {
      throw new IllegalArgumentException("write an IPv4 address as four numbers, not as IPv6");
    }
    String canonical = InetAddresses.toAddrString(parsed);
    return literal(canonical, "[" + canonical + "]", port);
  }

  private static ZmqEndpoint literal(String host, String written, int port) {
    return new ZmqEndpoint(TCP + written + ":" + port, host, port, false);
  }

  /**
   * Letters, digits and hyphens (RFC 1123, section 2.1), and the underscores that container tools
   * write inside service names; never a number in disguise.
   */
  private static void checkName(String host) {
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException(
            "the host is an IPv4 address, an IPv6 address in brackets, or a DNS name, whose parts"
                + " begin and end with a letter or digit");
      }
    }
    if (host.length() > 253 || NUMERIC.matcher(labels[labels.length - 1]).matches()) {
      throw new IllegalArgumentException(
          "a DNS name has at most 253 characters and does not end in a number");
    }
  }

  /** The canonical text, for example {@code tcp://[::1]:5555}. */
  public String address() {
    return address;
  }

  /** The host without brackets; of a Unix socket, its path. */
  public String host() {
    return host;
  }

  /** Whether the host is a DNS name, which must be resolved before JeroMQ sees it. */
  public boolean isNamed() {
    return named;
  }

  /** Whether it is inside this process. */
  public boolean isInproc() {
    return address.startsWith(INPROC);
  }

  /** Whether nobody else's machine can reach it, whatever the network is. */
  public boolean isOfThisMachine() {
    return isInproc() || isUnixSocket();
  }

  /**
   * Whether only this machine reaches it, where it is bound. A name is taken for none but {@code
   * localhost}: {@code 127.example.org} is anywhere.
   */
  public boolean isLoopback() {
    return isOfThisMachine()
        || host.equals("localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && !named);
  }

  /**
   * Checks that only this machine reaches it, by the loopback interface if not by its nature.
   *
   * @param what is bound here, for the message
   * @param danger what everybody who reaches it could do
   * @throws IllegalArgumentException if others reach it; the message says what to do
   */
  public void checkLoopback(String what, String danger) {
    if (!isLoopback()) {
      throw new IllegalArgumentException(
          what
              + " at "
              + address
              + ": everybody who reaches it "
              + danger
              + "; bind 127.0.0.1, or add CURVE keys (curve) or users (plain)");
    }
  }

  /** From 1 to 65535; of what is not TCP, 0. */
  public int port() {
    return port;
  }

  /** Whether it is a Unix socket. */
  public boolean isUnixSocket() {
    return address.startsWith(IPC);
  }

  /**
   * Whether a socket that is bound at one of both may keep another from being bound at the other:
   * every address of the machine is all the others too, and what a name means is not known here.
   */
  boolean mayOverlap(ZmqEndpoint other) {
    boolean unclear = named || other.named || isEvery() || other.isEvery();
    return equals(other) || (port == other.port && unclear);
  }

  private boolean isEvery() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** This endpoint at an address that its name resolved to. */
  ZmqEndpoint at(InetAddress resolved) {
    String text = InetAddresses.toAddrString(resolved);
    return literal(text, resolved instanceof Inet6Address ? "[" + text + "]" : text, port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZmqEndpoint that && that.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return address;
  }
}
