package org.zmqwebbridge.demo.service;

import org.zmqwebbridge.rpc.Param;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

/** The functions of the demo's RPC service. Owner thread and lifetime: see {@link RpcServer}. */
public final class DemoFunctions extends RpcServer {
  private static final double MAX_WHOLE = 9_007_199_254_740_992.0;
  private static final int MIN_PASSWORD = 6;

  /** Returns what it is given, whatever it is. */
  @RpcMethod
  Object echo(Object msg) {
    return msg;
  }

  /** Adds two numbers; a whole sum is written without a point. */
  @RpcMethod
  Number add(double first, double second) {
    double sum = first + second;
    if (sum == Math.rint(sum) && Math.abs(sum) <= MAX_WHOLE) {
      return (long) sum;
    }
    return sum;
  }

  /** Adds a user, or says that it did: the demo keeps none. */
  @RpcMethod("add_user")
  String addUser(String username, String password, @Param(defaultValue = "boy") String type) {
    return username + " is added, a " + type;
  }

  /** Only with a password of six characters or more. */
  boolean canAddUser(String username, String password, String type) {
    return password.length() >= MIN_PASSWORD;
  }
}
