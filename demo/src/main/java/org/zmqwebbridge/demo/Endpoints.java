package org.zmqwebbridge.demo;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.demo.notebook.KernelFolder;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * What pages may open, by name: scripts rely on these names. Each has a loopback address of its
 * own, picked when the demo starts; the kernel's channels are in a folder. Immutable.
 */
final class Endpoints {
  private static final Map<String, SocketType> TYPES = types();
  private static final Map<String, SocketType> KERNEL_TYPES =
      Map.of(
          "kernel", SocketType.REQ,
          "kernel-shell", SocketType.DEALER,
          "kernel-control", SocketType.DEALER,
          "kernel-iopub", SocketType.SUB);
  private static final List<String> CHANNELS = List.of("shell", "control", "iopub");

  private final Map<String, String> addresses = new LinkedHashMap<>();

  /**
   * @param kernel where the notebook's kernel has its sockets
   */
  Endpoints(KernelFolder kernel) {
    Iterator<String> free = Ports.freeAddresses(TYPES.size()).iterator();
    TYPES.keySet().forEach(name -> addresses.put(name, free.next()));
    addresses.put("kernel", kernel.desk());
    for (String channel : CHANNELS) {
      addresses.put("kernel-" + channel, kernel.address(channel));
    }
  }

  private static Map<String, SocketType> types() {
    Map<String, SocketType> types = new LinkedHashMap<>();
    types.put("echo", SocketType.REQ);
    types.put("quotes", SocketType.SUB);
    types.put("members", SocketType.SUB);
    types.put("page", SocketType.REP);
    types.put("asker", SocketType.REQ);
    types.put("chat", SocketType.REQ);
    types.put("chat-events", SocketType.SUB);
    types.put("rpc", SocketType.REQ);
    types.put("calls", SocketType.SUB);
    types.put("jobs", SocketType.PUSH);
    types.put("done", SocketType.SUB);
    types.put("plug", SocketType.REQ);
    types.put("pulse", SocketType.SUB);
    return types;
  }

  /** All names, in the order in which they are shown. */
  Iterable<String> names() {
    return addresses.keySet();
  }

  /** The page's side of an endpoint. */
  SocketType type(String name) {
    return TYPES.getOrDefault(name, KERNEL_TYPES.get(name));
  }

  /** All of it. A page that subscribes to a quote hears its last one first. */
  EndpointSpec spec(String name) {
    SocketType type = type(name);
    String address = address(name);
    EndpointSpec spec =
        EndpointSpec.of(
            name,
            type,
            type.bindsByDefault()
                ? ZmqEndpoint.parseBound(address)
                : ZmqEndpoint.parseConnected(address));
    return name.equals("quotes")
        ? spec.offers(SubscriptionOffers.NONE.withLastValues(KeptBounds.LAST_VALUES))
        : spec;
  }

  /** Where it is, for example {@code tcp://127.0.0.1:41234}. */
  String address(String name) {
    return addresses.get(name);
  }
}
