package org.zmqwebbridge.bench.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where the connections of a load come from. A Linux machine has all of 127.0.0.0/8, so a load on
 * loopback comes from many addresses, as the load of many browsers does, and a bridge's limit per
 * address does not stop it.
 *
 * @param spread whether the target is on loopback, and this is Linux
 */
record Sources(boolean spread) {
  private static final int PER_ADDRESS = 200;
  private static final int LAST = 250;

  static Sources of(Target target) {
    InetSocketAddress address = target.address();
    return new Sources(
        !address.isUnresolved()
            && address.getAddress().isLoopbackAddress()
            && address.getAddress().getAddress().length == 4
            && System.getProperty("os.name").equals("Linux"));
  }

  /** For the connection with this number; {@code null} for the system's choice. */
  InetSocketAddress source(int number) {
    if (!spread) {
      return null;
    }
    int place = number / PER_ADDRESS;
    byte[] address = {127, 0, (byte) (place / LAST), (byte) (1 + place % LAST)};
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
