package org.zmqwebbridge.observe;

/** The catalogue of what goes up and down: how much of something there is at this moment. */
public enum Gauge {
  // The edge
  TCP_CONNECTIONS_OPEN(
      "zwb_tcp_connections_open", "Connections of browsers, whatever they are for"),
  EXCHANGES_OPEN("zwb_http_exchanges_open", "HTTP requests that have no answer yet"),
  STREAMS_OPEN("zwb_http_streams_open", "Answers to HTTP requests that are being streamed"),
  WIRES_OPEN("zwb_http_wires_open", "HTTP connections whose responses are a back end's own bytes"),
  CONNECTIONS_OPEN("zwb_ws_connections_open", "WebSocket connections that are open"),
  OUTGOING_BYTES(
      "zwb_ws_outgoing_bytes", "Bytes that wait for browsers whose connections take no more"),
  OUTGOING_LIMIT_BYTES("zwb_ws_outgoing_limit_bytes", "limits.maxQueuedBytesInAll"),
  INCOMING_BYTES("zwb_ws_incoming_bytes", "Bytes of messages that have not come whole"),
  INCOMING_LIMIT_BYTES("zwb_ws_incoming_limit_bytes", "limits.maxIncomingBytesInAll"),

  // Channels
  CHANNELS_OPEN(
      "zwb_channels_open", "Channels that have subscribers here, or had some a moment ago"),
  CHANNEL_SUBSCRIBERS("zwb_channels_subscribers", "Subscribers that wait at channels, of any kind"),
  GRIP_HELD("zwb_grip_held", "Requests of GRIP that are held: streams and responses"),
  GRIP_SOCKETS("zwb_grip_sockets", "WebSockets of GRIP that are spoken over HTTP"),
  MONGREL2_CONNECTIONS("zwb_mongrel2_connections", "Connections to servers of Mongrel2"),
  MONGREL2_WAITING("zwb_mongrel2_waiting", "Messages that wait for a handler of Mongrel2"),
  BLASTBEAT_CONNECTIONS("zwb_blastbeat_connections", "Connections to listeners of BlastBeat"),
  BLASTBEAT_SESSIONS(
      "zwb_blastbeat_sessions", "Sessions of BlastBeat, each with a node or none yet"),
  BLASTBEAT_NODES("zwb_blastbeat_nodes", "Nodes of BlastBeat that take sessions"),
  BLASTBEAT_WAITING("zwb_blastbeat_waiting", "Messages that nodes of BlastBeat do not take now"),
  BLASTBEAT_CACHE_BYTES("zwb_blastbeat_cache_bytes", "Bytes of answers that nodes have had kept"),
  GRIP_CHANNELS("zwb_grip_channels", "Channels that requests and WebSockets of GRIP hear"),
  ORIGIN_CONNECTIONS(
      "zwb_origin_connections", "Connections to HTTP origins, those that nobody uses included"),

  // Virtual sockets
  SOCKETS_OPEN("zwb_vs_sockets_open", "Virtual sockets that are open"),
  REQUESTS_IN_FLIGHT(
      Scope.ENDPOINT,
      "zwb_vs_requests_in_flight",
      "Requests of pages with a gateway, without an outcome yet"),
  ASKS_IN_FLIGHT(
      Scope.ENDPOINT, "zwb_vs_asks_in_flight", "Asks with pages, without an outcome yet"),
  ASKS_WAITING(
      Scope.ENDPOINT,
      "zwb_vs_asks_waiting",
      "Asks that wait for their page to come, or for one that takes them"),
  REQUESTS_WAITING(
      Scope.ENDPOINT,
      "zwb_vs_requests_waiting",
      "Requests that have not been sent to their service yet: it is absent, slow, or others have"
          + " their turn"),
  MESSAGES_WAITING(
      Scope.ENDPOINT,
      "zwb_vs_messages_waiting",
      "Messages of pages that ZeroMQ has not taken yet: no service is there, or it is slow"),
  UNTAKEN_BYTES(
      Scope.ENDPOINT,
      "zwb_vs_untaken_bytes",
      "Bytes of services' messages that wait for pages of a DEALER endpoint (limits.maxUntakenBytes)"),
  OWN_CONNECTIONS(
      Scope.ENDPOINT,
      "zwb_vs_own_connections",
      "ZeroMQ connections that pages have of their own (limits.maxOwnConnections)"),
  PEER_TOPICS(
      Scope.ENDPOINT,
      "zwb_vs_peer_topics",
      "Topics that ZeroMQ peers of a PUB endpoint are subscribed to"),
  SUBSCRIBERS(Scope.ENDPOINT, "zwb_vs_subscribers", "SUB sockets of pages that are open"),
  SERVICE_PRESENT(
      Scope.ENDPOINT,
      "zwb_vs_service_present",
      "1 while the bridge is connected to the endpoint's service (of several to one, for SUB to"
          + " all), 0 while it is not or does not try"),
  SERVICES_ABSENT(
      Scope.ENDPOINT,
      "zwb_vs_services_absent",
      "Addresses of the endpoint where the bridge looks for a service and is not connected"),
  REQUEST_BYTES("zwb_vs_request_bytes", "Bytes of requests without an outcome"),
  REQUEST_LIMIT_BYTES("zwb_vs_request_limit_bytes", "limits.maxRequestBytesInAll"),

  // Gateways and the loops
  GATEWAYS_OPEN("zwb_gateways_open", "Shared ZeroMQ sockets that are open"),
  LOOP_COMMANDS("zwb_zmq_loop_commands", "Commands of browsers that wait for a loop"),
  HOOKS_WAITING("zwb_auth_hooks_waiting", "Questions to the hooks that wait for a thread"),
  LOOK_UPS_WAITING("zwb_zmq_look_ups_waiting", "Names of services that wait to be looked up"),

  // The configuration
  CONFIG_LOADED_SECONDS(
      "zwb_config_loaded_seconds", "When the configuration was last read and taken, in Unix time"),
  CERTIFICATE_EXPIRES_SECONDS(
      "zwb_certificate_expires_seconds",
      "When the listener's certificate expires, in Unix time; 0 without TLS");

  private final Scope scope;
  private final String metric;
  private final String description;

  Gauge(String metric, String description) {
    this(Scope.BRIDGE, metric, description);
  }

  Gauge(Scope scope, String metric, String description) {
    this.scope = scope;
    this.metric = metric;
    this.description = description;
  }

  /** The name at {@code /metrics}. */
  public String metric() {
    return metric;
  }

  /** Whether each endpoint has its own, told apart by the label {@code endpoint}. */
  public boolean isPerEndpoint() {
    return scope == Scope.ENDPOINT;
  }

  /** What it measures. */
  public String description() {
    return description;
  }
}
