package org.zmqwebbridge.blastbeat.config;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients come in.
 *
 * <p>Immutable.
 *
 * @param address of IPv4 or IPv6, without brackets, perhaps with the interface that it is of after
 *     a {@code %}
 * @param port 0: one that is free
 * @param isTls whether it speaks TLS, with the certificates of the virtual hosts there
 */
public record BindSpec(String address, int port, boolean isTls) {
  private static final String THIS_MACHINE = "127.0.0.1";
  private static final String EVERY = "0.0.0.0";
  private static final Pattern WRITTEN =
      Pattern.compile("(?:(.*):)?([0-9]{1,5})(?:[ \t]+[0-9-]{1,9})?");
  private static final Pattern ZONED = Pattern.compile("([^%]*)(?:%([A-Za-z0-9._-]{1,32}))?");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_ADDRESS = 100;

  /**
   * @throws IllegalArgumentException if one is wrong; says which
   */
  public BindSpec {
    Checks.word(address, MAX_ADDRESS, "an address");
    Checks.between(port, 0, MAX_PORT, "a port");
  }

  /**
   * Reads {@code ADDRESS:PORT} as BlastBeat has it, perhaps with a priority after it, which has no
   * effect here: there, the last colon is before the port, and addresses of IPv6 are without
   * brackets. Besides: brackets, {@code localhost}, {@code *:8080} for every address, and a port
   * alone for this machine.
   *
   * @throws IllegalArgumentException if it is none; says what one looks like
   */
  public static BindSpec parse(String text, boolean isTls) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches() || Integer.parseInt(written.group(2)) > MAX_PORT) {
      throw malformed(text);
    }
    String host = written.group(1) == null ? THIS_MACHINE : written.group(1);
    return new BindSpec(address(host, text), Integer.parseInt(written.group(2)), isTls);
  }

  private static String address(String host, String text) {
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    String inside = isBracketed ? host.substring(1, host.length() - 1) : host;
    if (inside.equals("*")) {
      return EVERY;
    }
    if (inside.equals("localhost")) {
      return THIS_MACHINE;
    }
    Matcher zoned = ZONED.matcher(inside);
    if (!zoned.matches() || !InetAddresses.isInetAddress(zoned.group(1))) {
      throw malformed(text);
    }
    boolean isLong = InetAddresses.forString(zoned.group(1)) instanceof Inet6Address;
    if (!isLong && (zoned.group(2) != null || isBracketed)) {
      throw malformed(text);
    }
    return inside;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        Checks.quoted(text)
            + " is no address with a port; write 127.0.0.1:8080, or *:8080 for every address of this"
            + " machine, ::1:8080 or fe80::1%eth0:8080 for IPv6");
  }

  /**
   * The address to listen at.
   *
   * @throws IllegalArgumentException if there is no such interface
   */
  public InetSocketAddress socketAddress() {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException none) {
      throw new IllegalArgumentException(
          "bind " + this + ": this machine has no such interface; ip link shows those that it has",
          none);
    }
  }

  /** Whether both are one place; a free port is another each time it is said differently. */
  boolean isSamePlaceAs(BindSpec other) {
    return address.equals(other.address) && port == other.port;
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() {
    return address.startsWith("127.") || address.equals("::1");
  }

  @Override
  public String toString() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
