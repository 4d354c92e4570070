package org.zmqwebbridge.observe;

/**
 * The catalogue of everything the bridge counts. A limit that bites, a message that is dropped, a
 * peer that misbehaves: each has its line here, and nothing is dropped without one.
 */
public enum Counter {
  // The edge
  CONNECTIONS_OPENED("zwb_connections_opened_total", "WebSocket connections accepted"),
  CONNECTIONS_CLOSED("zwb_connections_closed_total", "WebSocket connections ended"),
  HANDSHAKES_REFUSED_ORIGIN(
      "zwb_handshakes_refused_origin_total", "Upgrades refused: the Origin is not allowed"),
  HANDSHAKES_REFUSED_LIMIT(
      "zwb_handshakes_refused_limit_total",
      "Connections refused: limits.maxConnections or limits.maxConnectionsPerAddress"),
  HANDSHAKES_REFUSED_HEADERS(
      "zwb_handshakes_refused_headers_total", "Requests refused: limits.maxHeaderBytes"),
  HANDSHAKES_REFUSED_HOOK(
      "zwb_handshakes_refused_hook_total", "Upgrades refused by websocketAllowed"),
  HANDSHAKES_REFUSED_SUBPROTOCOL(
      "zwb_handshakes_refused_subprotocol_total",
      "Upgrades refused: none of the subprotocols that the client offers is spoken"),
  HANDSHAKES_REFUSED_STOPPING(
      "zwb_handshakes_refused_stopping_total", "Upgrades refused: the bridge is stopping"),
  HTTP_REFUSED(
      "zwb_http_refused_total",
      "HTTP requests answered with an error that no other counter tells of: malformed, no WebSocket"
          + " handshake where there is only one, nothing there"),
  REFUSALS_TOLD(
      "zwb_refusals_told_total",
      "Clients let in only to be told by a close code that they are refused"),
  REFUSALS_UNTOLD(
      "zwb_refusals_untold_total",
      "Clients that would have been, and got an HTTP status: limits.maxRefusedConnections"),
  HANDSHAKES_LATE(
      "zwb_handshakes_late_total", "Connections closed: no complete request in handshakeMillis"),
  RESPONSES_STALLED(
      "zwb_responses_stalled_total",
      "Connections closed: nothing of an HTTP response taken for writeMillis"),
  MESSAGES_IN("zwb_messages_in_total", "WebSocket messages received"),
  MESSAGES_OUT("zwb_messages_out_total", "WebSocket messages queued for browsers"),
  MESSAGES_TOO_BIG(
      "zwb_messages_too_big_total",
      "Connections closed: a message above limits.maxMessageBytes or limits.maxFragments"),
  DEFLATE_BOMBS(
      "zwb_deflate_bombs_total",
      "Connections closed: a message that inflates above limits.maxMessageBytes"),
  DEFLATE_MALFORMED(
      "zwb_deflate_malformed_total", "Connections closed: a message that cannot be inflated"),
  PROTOCOL_ERRORS("zwb_protocol_errors_total", "Connections closed: frames that break RFC 6455"),
  PINGS_JOINED(
      "zwb_pings_joined_total", "Pings answered with others together: limits.maxPingsAtOnce"),
  READS_PAUSED(
      "zwb_reads_paused_total",
      "Times a browser was not read from: it takes too little itself, or has too much under way"),
  MESSAGES_BINARY("zwb_messages_binary_total", "Connections closed: a binary message"),
  MESSAGES_MALFORMED(
      "zwb_messages_malformed_total", "Connections closed: a message that names no socket"),
  DELIVERIES_DROPPED(
      "zwb_deliveries_dropped_total", "Publications dropped: the browser reads too slowly"),
  DELIVERIES_REPLACED(
      "zwb_deliveries_replaced_total",
      "Publications that a newer one replaced: the browser reads too slowly (latest)"),
  SLOW_SUBSCRIBERS_CLOSED(
      "zwb_slow_subscribers_closed_total",
      "Connections closed: a publication would have been dropped (close)"),
  SLOW_READERS_CLOSED(
      "zwb_slow_readers_closed_total", "Connections closed: nothing taken for writeMillis"),
  REPLIES_OVERFLOWED(
      "zwb_replies_overflowed_total", "Connections closed: replies alone filled the queue"),
  OUTGOING_OVERLOADED(
      "zwb_outgoing_overloaded_total", "Connections closed: limits.maxQueuedBytesInAll"),
  INCOMING_OVERLOADED(
      "zwb_incoming_overloaded_total", "Connections closed: limits.maxIncomingBytesInAll"),
  PONGS_MISSED("zwb_pongs_missed_total", "Connections closed: a ping went unanswered"),

  // The hooks
  HOOK_ALLOWED("zwb_hook_allowed_total", "Questions that a hook answered with yes"),
  HOOK_DENIED("zwb_hook_denied_total", "Questions that a hook answered with no"),
  HOOK_LATE("zwb_hook_late_total", "Questions denied: the hook was late"),
  HOOK_FAILED("zwb_hook_failed_total", "Questions denied: the hook threw or answered nothing"),
  GRANTS_EXPIRED(
      "zwb_grants_expired_total", "Grants in use that expired; each closed a connection"),
  GRANTS_REVOKED(
      "zwb_grants_revoked_total", "Grants in use that were revoked; each closed a connection"),
  RATES_EXCEEDED(
      "zwb_rates_exceeded_total",
      "Times a connection was not read from for a while: above rates.perConnection or perPrincipal"),
  FIRST_FRAMES_LATE(
      "zwb_first_frames_late_total",
      "Connections closed: no socket allowed within firstFrameMillis"),

  // Virtual sockets
  SOCKETS_OPENED("zwb_sockets_opened_total", "Virtual sockets opened"),
  SOCKETS_CLOSED("zwb_sockets_closed_total", "Virtual sockets ended"),
  CONNECTS_MALFORMED("zwb_connects_malformed_total", "Connects refused: malformed"),
  CONNECTS_DENIED(
      "zwb_connects_denied_total", "Connects refused: no such endpoint, or the hook said no"),
  CONNECTS_IN_USE("zwb_connects_in_use_total", "Connects refused: the identity is in use"),
  CONNECTS_OVER_LIMIT("zwb_connects_over_limit_total", "Connects refused: a limit"),
  CONNECTS_UNAVAILABLE(
      "zwb_connects_unavailable_total", "Connects refused: the socket could not be opened"),
  HELD_FRAMES_OVERFLOWED(
      "zwb_held_frames_overflowed_total", "Messages refused: limits.maxHeldFrames"),
  MESSAGES_IGNORED(
      "zwb_messages_ignored_total", "Messages dropped: the socket they name takes none"),

  // REQ
  REQUESTS("zwb_requests_total", "Requests accepted from browsers"),
  REPLIES("zwb_replies_total", "Requests that ended with their reply"),
  REQUESTS_TIMED_OUT("zwb_requests_timed_out_total", "Requests that ended at their deadline"),
  REQUESTS_OVERFLOWED(
      "zwb_requests_overflowed_total",
      "Requests refused: limits.maxRequestsInFlight, maxRequestsPerEndpoint or maxRequestBytesInAll"),
  REQUESTS_DEFERRED(
      "zwb_requests_deferred_total",
      "Times that a connection had its fair share with a service and its next request waited"),
  REQUESTS_GATEWAY_LOST(
      "zwb_requests_gateway_lost_total", "Requests that ended because the back end was lost"),
  REQUESTS_REPLY_TOO_LARGE(
      "zwb_requests_reply_too_large_total", "Requests whose reply exceeds maxMessageBytes"),
  REQUESTS_NOT_CONNECTED(
      "zwb_requests_not_connected_total", "Requests for an identity that is not connected"),
  REQUESTS_MALFORMED(
      "zwb_requests_malformed_total",
      "Requests whose content is not a string, or not JSON where that is demanded"),
  REQUESTS_SHUT_DOWN(
      "zwb_requests_shut_down_total", "Requests that ended or were refused at shutdown"),
  REQUESTS_ABANDONED(
      "zwb_requests_abandoned_total", "Requests whose connection ended before their reply"),
  REPLIES_UNROUTABLE(
      "zwb_replies_unroutable_total",
      "Messages of back ends that answer no open request: late, doubled, or made up"),

  // SUB
  PUBLICATIONS("zwb_publications_total", "Messages received from PUB services"),
  PUBLICATIONS_TOO_LARGE(
      "zwb_publications_too_large_total", "Publications dropped: above limits.maxMessageBytes"),
  DELIVERIES("zwb_deliveries_total", "Publications queued for browsers"),
  TEXT_REPLACED("zwb_text_replaced_total", "Payloads that were not UTF-8, delivered with U+FFFD"),

  // REP
  ASKS("zwb_asks_total", "Requests of ZeroMQ peers delivered to pages"),
  ASKS_ANSWERED("zwb_asks_answered_total", "Asks that ended with the page's answer"),
  ASKS_NO_SUCH_PAGE("zwb_asks_no_such_page_total", "Asks for an identity that is not alive"),
  ASKS_PAGE_LEFT("zwb_asks_page_left_total", "Asks whose page left before it answered"),
  ASKS_TIMED_OUT("zwb_asks_timed_out_total", "Asks that ended at their deadline"),
  ASKS_OVERFLOWED("zwb_asks_overflowed_total", "Asks refused: limits.maxRequestsPerEndpoint"),
  ASKS_TOO_LARGE("zwb_asks_too_large_total", "Asks refused: above limits.maxMessageBytes"),
  ASKS_LOST("zwb_asks_lost_total", "Asks that ended because their bound socket was replaced"),
  ASKS_SHUT_DOWN("zwb_asks_shut_down_total", "Asks that ended or were refused at shutdown"),
  ASKS_MALFORMED("zwb_asks_malformed_total", "Messages of peers that name no page socket"),
  ANSWERS_UNROUTABLE(
      "zwb_answers_unroutable_total", "Answers of pages with an unknown or used reply address"),
  ANSWERS_UNDELIVERABLE(
      "zwb_answers_undeliverable_total", "Answers whose asker was gone or took nothing"),

  // Gateways and the loop
  GATEWAYS_OPENED("zwb_gateways_opened_total", "Shared ZeroMQ sockets opened"),
  GATEWAYS_CLOSED("zwb_gateways_closed_total", "Shared ZeroMQ sockets closed"),
  GATEWAYS_REBUILT(
      "zwb_gateways_rebuilt_total",
      "Shared ZeroMQ sockets replaced: sends refused, or the connection given up"),
  PEERS_CONNECTED("zwb_peers_connected_total", "ZeroMQ handshakes completed"),
  PEERS_LOST("zwb_peers_lost_total", "ZeroMQ connections that broke"),
  HANDSHAKES_STALLED(
      "zwb_zmq_handshakes_stalled_total",
      "ZeroMQ connections that broke before their handshake was done"),
  CONNECTS_REPEATED(
      "zwb_zmq_connects_repeated_total",
      "Attempts to connect to a back end that came to nothing and were begun anew"),
  NAMES_UNRESOLVED("zwb_names_unresolved_total", "DNS look-ups of back ends that failed"),
  ZMQ_MESSAGES_TOO_LARGE(
      "zwb_zmq_messages_too_large_total", "ZeroMQ messages dropped: too many frames or bytes"),
  ZMQ_MESSAGES_TORN(
      "zwb_zmq_messages_torn_total",
      "ZeroMQ messages dropped: their connection broke in the middle of them"),
  HANDSHAKES_UNTRUSTED(
      "zwb_zmq_handshakes_untrusted_total",
      "Connections to back ends that ended because one side did not trust the other: a wrong key or"
          + " password, or another mechanism"),
  PEERS_REFUSED(
      "zwb_zmq_peers_refused_total",
      "ZeroMQ peers that were not let in: their key, or username and password, is not listed"),
  PEERS_UNLISTED(
      "zwb_zmq_peers_unlisted_total",
      "Connections of ZeroMQ peers closed: a reload took their key or name off the list"),
  PEERS_UNHEARD(
      "zwb_zmq_peers_unheard_total",
      "Connections of ZeroMQ peers to addresses with CURVE or PLAIN that ended without a message:"
          + " not let in, strangers to the mechanism, or silent"),
  PEERS_TURNED_AWAY(
      "zwb_zmq_peers_turned_away_total",
      "Connections of ZeroMQ peers closed, or asks not heard: limits.maxPeersPerEndpoint"),
  PEERS_CUT_OFF(
      "zwb_zmq_peers_cut_off_total",
      "Answers dropped because their ZeroMQ peers take none; the connection closes, if known"),
  IO_THREADS_LOST(
      "zwb_zmq_io_threads_lost_total", "Threads of JeroMQ's that died, or did not turn any more"),
  CONTEXTS_REBUILT(
      "zwb_zmq_contexts_rebuilt_total", "ZeroMQ contexts replaced, with all their sockets"),
  IO_EXCEPTIONS(
      "zwb_zmq_io_exceptions_total",
      "Exceptions that JeroMQ's threads caught: a peer sent what JeroMQ did not expect"),
  LOOPS_STUCK("zwb_loops_stuck_total", "Times that a loop did not turn for deadlines.stuckMillis"),
  LOOP_REFUSALS("zwb_loop_refusals_total", "Commands refused: the loop's queue is full"),
  LOOP_FAILURES("zwb_loop_failures_total", "Exceptions caught in the loop: each a bug"),

  // The log
  LOG_LINES_DROPPED(
      "zwb_log_lines_dropped_total",
      "Lines of the log dropped: who reads it is too slow, or has gone"),

  // Management
  MANAGEMENT_REFUSED(
      "zwb_management_refused_total",
      "Management requests refused: a foreign Host or Origin, or no secret"),
  RELOADS("zwb_reloads_total", "Reloads of the configuration that were done"),
  RELOADS_FAILED(
      "zwb_reloads_failed_total", "Reloads that changed nothing: the configuration is wrong"),
  RELOADS_CLOSED(
      "zwb_reloads_closed_total",
      "Connections closed: what they came by or use is not allowed any more after a reload");

  private final String metric;
  private final String description;

  Counter(String metric, String description) {
    this.metric = metric;
    this.description = description;
  }

  /** The name at {@code /metrics}. */
  public String metric() {
    return metric;
  }

  /** What one count means. */
  public String description() {
    return description;
  }
}
