package org.zmqwebbridge.demo.service;

import org.zmqwebbridge.rpc.RpcServer;
import org.zmqwebbridge.rpc.RunningRpcServer;

/**
 * An RPC server, as something whose plug can be pulled.
 *
 * <p>Owner thread: any; its methods wait for one another. Lifetime: until {@link #close}.
 */
public final class RpcAppliance implements Appliance {
  private final RpcServer server;
  private final String address;
  private RunningRpcServer running;

  /**
   * @param address where it serves, a ZeroMQ address
   */
  public RpcAppliance(RpcServer server, String address) {
    this.server = server;
    this.address = address;
  }

  @Override
  public String name() {
    return "rpc";
  }

  @Override
  public String kind() {
    return "REP";
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public String does() {
    return "echo, add and add_user, as functions";
  }

  @Override
  public synchronized boolean isOn() {
    return running != null;
  }

  @Override
  public synchronized void plugIn() {
    if (running == null) {
      running = server.start(address);
    }
  }

  @Override
  public synchronized void pull() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
