package org.zmqwebbridge.boot;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;

/** Functions for pages, as a bean. */
@Component
public class Accounts extends RpcServer {

  @RpcMethod("add_user")
  Map<String, String> addUser(String username, String password) {
    return Map.of("status", "success", "added", username);
  }
}
