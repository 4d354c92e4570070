package org.zmqwebbridge.edge.proxy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An IPv4 or IPv6 network in CIDR's notation (RFC 4632, RFC 4291), or one address.
 *
 * <p>Immutable.
 *
 * @param address its first address
 * @param prefixBits how many bits of an address say whether it belongs to it
 */
public record IpNetwork(InetAddress address, int prefixBits) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
   *
   * @throws IllegalArgumentException if it is none, has bits set after its prefix, or holds
   *     everybody; the message says what to do
   */
  public static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        quoted(text) + "is no address and no network, such as 10.0.0.0/8"));
    int all = address.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? all : prefix(text, slash + 1, all);
    IpNetwork network = new IpNetwork(address, prefix);
    if (!network.contains(address) || !network.hasOnlyZerosBehind()) {
      throw new IllegalArgumentException(
          quoted(text) + "has bits set after its prefix of " + prefix + "; is it one address?");
    }
    return network;
  }

  private static int prefix(String text, int at, int all) {
    String digits = text.substring(at);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > all) {
      throw new IllegalArgumentException(
          quoted(text) + "is no network: after the slash stands a number up to " + all);
    }
    int prefix = Integer.parseInt(digits);
    if (prefix == 0) {
      throw new IllegalArgumentException(
          quoted(text) + "is everybody: anyone who connects could say that he is somebody else");
    }
    return prefix;
  }

  private static String quoted(String text) {
    return "\"" + text + "\" ";
  }

  /** An address as it is written in full: no name is looked up, and no zone is taken. */
  public static Optional<InetAddress> address(String text) {
    boolean literal = InetAddresses.isInetAddress(text) && text.indexOf('%') < 0;
    return literal ? Optional.of(InetAddresses.forString(text)) : Optional.empty();
  }

  private boolean hasOnlyZerosBehind() {
    byte[] bytes = address.getAddress();
    for (int bit = prefixBits; bit < bytes.length * Byte.SIZE; bit++) {
      if (bit(bytes, bit) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address belongs to it; one of the other family never does. */
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      if (bit(ours, bit) != bit(theirs, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
  }

  @Override
  public String toString() {
    return InetAddresses.toAddrString(address) + "/" + prefixBits;
  }
}
