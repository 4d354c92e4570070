package com.example.accounts;

import java.util.Map;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

/** Functions for pages. */
public class Accounts extends RpcServer {

  @RpcMethod("add_user")
  Map<String, String> addUser(String username) {
    return Map.of("status", "success", "added", username);
  }
}
