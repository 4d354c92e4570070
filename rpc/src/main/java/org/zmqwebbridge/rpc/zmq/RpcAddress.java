package org.zmqwebbridge.rpc.zmq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code tcp://host:port} that was looked at before JeroMQ sees it: JeroMQ's own parser throws
 * five kinds of exceptions and accepts much that is no address.
 *
 * @param text the address, canonical enough for JeroMQ
 * @param isAnyPort whether the system chooses the port when it is bound
 */
public record RpcAddress(String text, boolean isAnyPort) {
  private static final Pattern FORM =
      Pattern.compile(
          "tcp://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]|\\*):(\\*|[0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /**
   * An address to connect to.
   *
   * @throws IllegalArgumentException if it is not {@code tcp://host:port} with a port of 1–65535
   */
  public static RpcAddress toConnect(String address) {
    RpcAddress parsed = parse(address);
    if (parsed.isAnyPort || address.startsWith("tcp://*")) {
      throw new IllegalArgumentException(
          "cannot connect to " + address + ": name one host and one port");
    }
    return parsed;
  }

  /**
   * An address to bind; the host {@code *} is every interface, the port {@code *} any free one.
   *
   * @throws IllegalArgumentException if it is not {@code tcp://host:port}
   */
  public static RpcAddress toBind(String address) {
    return parse(address);
  }

  private static RpcAddress parse(String address) {
    Matcher form = FORM.matcher(address);
    boolean anyPort = form.matches() && form.group(2).equals("*");
    int port = form.matches() && !anyPort ? Integer.parseInt(form.group(2)) : 1;
    if (!form.matches() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "\"" + address + "\" is no address; write it as tcp://host:port, port 1 to 65535");
    }
    return new RpcAddress(address, anyPort);
  }

  /** Whether it is on this machine. */
  public boolean isLoopback() {
    return text.matches("tcp://(localhost|127\\.[0-9.]+|\\[::1\\]):.*");
  }

  @Override
  public String toString() {
    return text;
  }
}
