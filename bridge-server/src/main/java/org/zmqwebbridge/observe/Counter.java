package org.zmqwebbridge.observe;

/**
 * The catalogue of everything the bridge counts. A limit that bites, a message that is dropped, a
 * peer that misbehaves: each has its line here, and nothing is dropped without one.
 */
public enum Counter {
  // The edge
  CONNECTIONS_OPENED("zwb_ws_connections_opened_total", "WebSocket connections accepted"),
  CONNECTIONS_CLOSED("zwb_ws_connections_closed_total", "WebSocket connections ended"),
  CONNECTIONS_ENDED_BY_OPERATOR(
      "zwb_ws_connections_ended_by_operator_total",
      "WebSockets, streams, requests and clients that an operator has ended (POST"
          + " /connections/end)"),
  HANDSHAKES_REFUSED_ORIGIN(
      "zwb_ws_handshakes_refused_origin_total", "Upgrades refused: the Origin is not allowed"),
  HANDSHAKES_REFUSED_LIMIT(
      "zwb_tcp_connections_refused_total",
      "Connections refused: limits.maxConnections or limits.maxConnectionsPerAddress"),
  FORWARDED_UNREADABLE(
      "zwb_http_forwarded_unreadable_total",
      "Handshakes for which a trusted proxy's header names no client: its own address counts"),
  PROXY_HEADERS_MISSING(
      "zwb_tcp_proxy_headers_missing_total",
      "Connections closed: a trusted proxy sent no PROXY header"),
  PROXY_PEERS_UNTRUSTED(
      "zwb_tcp_proxy_peers_untrusted_total",
      "Connections closed unread: clientAddress is proxy, and they came from none of"
          + " trustedProxies"),
  HANDSHAKES_REFUSED_HEADERS(
      "zwb_http_headers_too_large_total", "Requests refused: limits.maxHeaderBytes"),
  HANDSHAKES_REFUSED_HOOK(
      "zwb_ws_handshakes_refused_hook_total", "Upgrades refused by websocketAllowed"),
  HANDSHAKES_REFUSED_SUBPROTOCOL(
      "zwb_ws_handshakes_refused_subprotocol_total",
      "Upgrades refused: none of the subprotocols that the client offers is spoken"),
  HANDSHAKES_REFUSED_STOPPING(
      "zwb_ws_handshakes_refused_stopping_total",
      "Upgrades refused: the bridge is stopping, or a drain closes it"),
  HTTP_REFUSED(
      "zwb_http_refused_total",
      "HTTP requests answered with an error that no other counter tells of: malformed, no WebSocket"
          + " handshake where there is only one, nothing there"),
  REFUSALS_TOLD(
      "zwb_ws_refusals_told_total",
      "Clients let in only to be told by a close code that they are refused"),
  REFUSALS_UNTOLD(
      "zwb_ws_refusals_untold_total",
      "Clients that would have been, and got an HTTP status: limits.maxRefusedConnections"),
  TLS_HANDSHAKES_FAILED(
      "zwb_tls_handshakes_failed_total",
      "TLS handshakes of browsers that failed: no protocol or cipher in common, the certificate is"
          + " not trusted, or no TLS at all"),
  HANDSHAKES_LATE(
      "zwb_http_requests_late_total", "Connections closed: no complete request in handshakeMillis"),
  LIFETIMES_OVER(
      "zwb_lifetimes_over_total",
      "Connections ended for their clients to come back: WebSockets, streams and kept connections"
          + " after deadlines.lifetimeMillis"),
  HTTP2_STREAMS_REFUSED(
      "zwb_http2_streams_refused_total",
      "Streams of HTTP/2 refused: limits.maxStreamsPerConnection"),
  HTTP2_EVENTS_EXCEEDED(
      "zwb_http2_events_exceeded_total",
      "Connections of HTTP/2 closed: limits.maxHttp2EventsPerSecond"),
  HTTP2_ANSWERS_EXCEEDED(
      "zwb_http2_answers_exceeded_total",
      "Answers on HTTP/2 cut off: a back end sent more than the Content-Length that it had said"),
  HTTP2_ANSWERS_SHORT(
      "zwb_http2_answers_short_total",
      "Streams of HTTP/2 reset: a back end ended its answer before its Content-Length, or its last"
          + " chunk"),
  HTTP2_STREAMS_LEFT_OPEN(
      "zwb_http2_streams_left_open_total",
      "Streams of HTTP/2 reset after their whole answer: their client did not end its half, or sent"
          + " on"),
  RESPONSES_STALLED(
      "zwb_http_responses_stalled_total",
      "Connections closed: nothing of an HTTP response taken for writeMillis"),
  RELAY_DENIED(
      "zwb_relay_denied_total",
      "Requests at locations of the push relay refused: by a hook, or for want of a location's"
          + " secret"),
  GRIP_DENIED("zwb_grip_denied_total", "Requests and WebSockets of GRIP refused: by a hook"),
  GRIP_MALFORMED(
      "zwb_grip_malformed_total",
      "Instructs of origins, and items of publishers, that were not as GRIP has them"),
  GRIP_ORIGIN_FAILED(
      "zwb_grip_origin_failed_total",
      "Requests of GRIP whose origin was not reached, did not answer, or answered nonsense"),
  GRIP_SUBSCRIPTIONS_REFUSED(
      "zwb_grip_subscriptions_refused_total",
      "Channels not heard: their request or WebSocket had grip.maxSubscriptions"),
  GRIP_ORIGIN_RETRIED(
      "zwb_grip_origin_retried_total",
      "Requests about a WebSocket or a stream of GRIP made again: their origin was not there"),
  GRIP_LINGERING_REFUSED(
      "zwb_grip_lingering_refused_total",
      "Channels not heard on after a poll, so that what comes next may be missed: maxLingering"),
  GRIP_SOCKETS_FAILED(
      "zwb_grip_sockets_failed_total",
      "WebSockets of GRIP closed with 1011: their origin was not there, or answered nonsense"),
  ZHTTP_STRAY(
      "zwb_grip_zhttp_stray_total",
      "Messages of ZHTTP workers that answered no request, or could not be read"),
  GRIP_PUBLISHED("zwb_grip_published_total", "Items that publishers of GRIP have sent to channels"),
  GRIP_DUPLICATES(
      "zwb_grip_duplicates_total",
      "Items of publishers dropped: their id had been in their channel within grip.idCacheSeconds"),
  GRIP_ITEMS_UNORDERED(
      "zwb_grip_items_unordered_total",
      "Items of publishers dropped: 100 waited in their channel for the one that they follow, or"
          + " another waited for the same"),
  GRIP_ITEMS_LATE(
      "zwb_grip_items_late_total",
      "Items delivered without the one that they follow: it did not come within"
          + " grip.messageWaitMillis"),
  GRIP_DELIVERIES_DROPPED(
      "zwb_grip_deliveries_dropped_total",
      "Items that somebody did not get: grip.messageHwm of its route waited for grip.messageRate"),
  GRIP_FILTERS_UNKNOWN(
      "zwb_grip_filters_unknown_total",
      "Filters of channels that are passed over: not known, or the sixth of a channel and later"),
  GRIP_FILTERS_FAILED(
      "zwb_grip_filters_failed_total",
      "Items that somebody did not get: the origin that had to be asked about them did not answer"
          + " as it should have, or may not be asked"),
  GRIP_PATCHES_FAILED(
      "zwb_grip_patches_failed_total",
      "Held requests that were not answered by a body-patch: it does not apply to their body"),
  GRIP_UNSENT(
      "zwb_grip_unsent_total",
      "Items and commands of publishers over ZeroMQ that were not taken: by their channel's store,"
          + " or 1000 commands had no answer yet"),
  GRIP_PUBLISHERS_DENIED(
      "zwb_grip_publishers_denied_total",
      "Requests of publishers refused: without grip.control.secret, or of a foreign page"),
  FEEDS_UNREADABLE(
      "zwb_relay_feeds_unreadable_total",
      "Publications of ZeroMQ services not published in a channel: no name, or not of one to three"
          + " parts"),
  FEEDS_DROPPED(
      "zwb_relay_feeds_dropped_total",
      "Publications of ZeroMQ services not published in a channel: its store refused them"),
  FORWARDS_REFUSED(
      "zwb_relay_forwards_refused_total",
      "Publications refused: the services that they are forwarded to do not take what was sent"),
  FORWARDS_LOST(
      "zwb_relay_forwards_lost_total",
      "Publications that were not forwarded: the endpoint's loop has too much, or it has ended"),
  RELAY_MALFORMED(
      "zwb_relay_malformed_total",
      "Requests at locations of the push relay refused: what their headers say cannot be used"),
  RELAY_IDS_TOO_LONG(
      "zwb_relay_ids_too_long_total",
      "Requests at locations of the push relay whose channel's id is too long: maxIdBytes"),
  RELAY_OVERLOADED(
      "zwb_relay_overloaded_total",
      "Publications refused by the push relay: limits.maxRequestBytesInAll are on their way"
          + " already"),
  RELAY_PUBLISHED(
      "zwb_relay_published_total",
      "Messages published at locations of the push relay, in each channel one"),
  RELAY_CHANNELS_EXCEEDED(
      "zwb_relay_channels_exceeded_total",
      "Requests at locations of the push relay that name more channels than maxChannels"),
  RELAY_EVENTS_LOST(
      "zwb_relay_events_lost_total",
      "Events of channels that could not be published in the channel for them"),
  RELAY_CALL_OUTS_FAILED(
      "zwb_relay_call_outs_failed_total",
      "Questions to services of locations without an answer in time, or with one that is none"),
  RELAY_CALL_OUTS_REFUSED(
      "zwb_relay_call_outs_refused_total",
      "Questions to services of locations not asked: maxCallOuts are under way"),
  RELAY_CALL_OUTS_DENIED(
      "zwb_relay_call_outs_denied_total", "What services of locations, or RelayHooks, said no to"),
  RELAY_LAGGING(
      "zwb_relay_lagging_total",
      "Subscribers of several channels ended: messages of some waited too long for those of"
          + " another"),
  RELAY_SOCKETS_PAUSED(
      "zwb_relay_sockets_paused_total",
      "Times that a WebSocket of the push relay was not read from: maxPublicationsPerSocket"),
  RELAY_BACKLOGS_CUT(
      "zwb_relay_backlogs_cut_total",
      "Polls answered with a part of what is kept, the rest is for the next: maxMessagesPerPoll"),
  CHANNELS_BACKLOGS_CUT(
      "zwb_channels_backlogs_cut_total",
      "Times that a subscriber read what is kept and others had their turn:"
          + " limits.maxChannelBacklog"),
  CHANNELS_REFUSED(
      "zwb_channels_refused_total",
      "Subscribers and publications refused: limits.maxChannels, or a store's maxChannels"),
  STORES_FULL(
      "zwb_channels_stores_full_total", "Publications refused: their store has no room for them"),
  STORES_FAILED(
      "zwb_channels_stores_failed_total",
      "Requests that a store of channels has not answered, or not as stores answer"),
  CHANNELS_BUSY(
      "zwb_channels_busy_total",
      "Publications refused: the channel's subscribers have not got those before"),
  HOLDS_REFUSED(
      "zwb_channels_subscribers_refused_total",
      "Subscribers refused: a channel has as many as it may have, or another waits there"),
  REDIS_CONNECTIONS_LOST(
      "zwb_redis_connections_lost_total", "Connections to Redis that ended, or were given up"),
  REDIS_COMMANDS_FAILED(
      "zwb_redis_commands_failed_total",
      "What Redis was asked and did not do, or not in time; refused here too: maxQueued,"
          + " maxQueuedBytes"),
  REDIS_HOLES(
      "zwb_redis_holes_total",
      "Messages that were not heard in their turn, and looked for in Redis"),
  REDIS_GAPS(
      "zwb_redis_gaps_total",
      "Gaps that subscribers were told of: Redis does not have the messages any more"),
  REDIS_DEAF(
      "zwb_redis_deaf_total",
      "Connections to Redis that heard nothing any more, and were replaced"),
  REDIS_NONSENSE("zwb_redis_nonsense_total", "What came from Redis and was none of ours"),
  HOSTS_REFUSED(
      "zwb_http_refused_host_total", "HTTP requests refused: to a host that is none of hosts"),
  EXCHANGES("zwb_http_exchanges_total", "HTTP requests that a door was asked to answer"),
  EXCHANGES_REFUSED_ORIGIN(
      "zwb_http_refused_origin_total",
      "HTTP requests to doors refused: a foreign page's, by its Origin or Sec-Fetch-Site"),
  EXCHANGES_REFUSED_STOPPING(
      "zwb_http_refused_stopping_total",
      "HTTP requests to doors refused: the bridge is stopping, or a drain closes it"),
  BODIES_TOO_LARGE(
      "zwb_http_bodies_too_large_total",
      "HTTP requests refused: a body above limits.maxMessageBytes, or a location's"
          + " maxMessageBytes"),
  BODIES_LATE(
      "zwb_http_bodies_late_total",
      "HTTP requests refused: the body was not there in deadlines.bodyMillis"),
  BODIES_OVERLOADED(
      "zwb_http_bodies_overloaded_total", "HTTP requests refused: limits.maxIncomingBytesInAll"),
  HELD_LATE("zwb_http_held_late_total", "HTTP requests that had no answer in deadlines.heldMillis"),
  HELD_GONE("zwb_http_held_gone_total", "HTTP requests whose client left before their answer"),
  ANSWERS_OVERLOADED(
      "zwb_http_answers_overloaded_total",
      "Answers to HTTP requests dropped for a 503: limits.maxQueuedBytesInAll"),
  MESSAGES_IN("zwb_ws_messages_in_total", "WebSocket messages received"),
  MESSAGES_OUT("zwb_ws_messages_out_total", "WebSocket messages queued for browsers"),
  MESSAGES_TOO_BIG(
      "zwb_ws_messages_too_big_total",
      "Connections closed: a message above limits.maxMessageBytes or limits.maxFragments"),
  DEFLATE_BOMBS(
      "zwb_ws_deflate_bombs_total",
      "Connections closed: a message that inflates above limits.maxMessageBytes"),
  DEFLATE_MALFORMED(
      "zwb_ws_deflate_malformed_total", "Connections closed: a message that cannot be inflated"),
  PROTOCOL_ERRORS("zwb_ws_protocol_errors_total", "Connections closed: frames that break RFC 6455"),
  PINGS_JOINED(
      "zwb_ws_pings_joined_total", "Pings answered with others together: limits.maxPingsAtOnce"),
  READS_PAUSED(
      "zwb_ws_reads_paused_total",
      "Times a browser was not read from: it takes too little itself, or has too much under way"),
  MESSAGES_BINARY("zwb_vs_messages_binary_total", "Connections closed: a binary message"),
  MESSAGES_MALFORMED(
      "zwb_vs_messages_malformed_total", "Connections closed: a message that names no socket"),
  DELIVERIES_DROPPED(
      Scope.ENDPOINT,
      "zwb_vs_deliveries_dropped_total",
      "Publications dropped: the browser reads too slowly"),
  DELIVERIES_REPLACED(
      Scope.ENDPOINT,
      "zwb_vs_deliveries_replaced_total",
      "Publications that a newer one replaced: the browser reads too slowly (latest)"),
  SLOW_SUBSCRIBERS_CLOSED(
      "zwb_ws_slow_subscribers_closed_total",
      "Connections closed, or on zwb.2 sockets: a publication would have been dropped (close)"),
  SLOW_READERS_CLOSED(
      "zwb_ws_slow_readers_closed_total", "Connections closed: nothing taken for writeMillis"),
  REPLIES_OVERFLOWED(
      "zwb_ws_replies_overflowed_total", "Connections closed: replies alone filled the queue"),
  OUTGOING_OVERLOADED(
      "zwb_ws_outgoing_overloaded_total", "Connections closed: limits.maxQueuedBytesInAll"),
  INCOMING_OVERLOADED(
      "zwb_ws_incoming_overloaded_total", "Connections closed: limits.maxIncomingBytesInAll"),
  CLOSES_UNANSWERED(
      "zwb_ws_closes_unanswered_total",
      "Closes of ours that the client did not answer within deadlines.closeMillis"),
  PONGS_MISSED("zwb_ws_pongs_missed_total", "Connections closed: a ping went unanswered"),

  // Stock ZeroMQ clients
  ZWS_REFUSED(
      "zwb_zws_refused_total",
      "ZWS clients refused: no endpoint of that name that is open to them (doors)"),
  ZWS_DENIED("zwb_zws_denied_total", "ZWS clients closed: zmqAllowed said no"),
  ZWS_MALFORMED("zwb_zws_malformed_total", "ZWS clients closed: messages that break RFC 45"),
  ZWS_WRONG_TYPE(
      "zwb_zws_wrong_type_total",
      "ZWS clients closed: the endpoint is not for their type of socket"),
  ZWS_TOO_LARGE(
      "zwb_zws_too_large_total",
      "ZWS clients closed: a message above limits.maxMessageBytes or limits.maxParts, or a topic"
          + " above limits.maxTopicBytes"),
  ZWS_TOO_MANY_TOPICS(
      "zwb_zws_too_many_topics_total",
      "ZWS clients closed: limits.maxTopicsPerConnection or limits.maxTopicsPerEndpoint"),
  ZWS_TOPICS_DENIED(
      "zwb_zws_topics_denied_total",
      "Subscriptions of ZWS clients of which nothing comes: they may not have the topic"),
  ZWS_HANDSHAKES_LATE(
      "zwb_zws_handshakes_late_total",
      "ZWS clients closed: no ZeroMQ handshake within deadlines.zwsHandshakeMillis"),
  ZWS_OVERLOADED(
      "zwb_zws_overloaded_total",
      "ZWS clients closed: more waits than limits.maxRequestBytes or limits.maxRequestBytesInAll"),
  ZWS_REQUESTS_UNANSWERED(
      Scope.ENDPOINT,
      "zwb_zws_requests_unanswered_total",
      "Requests of ZWS clients that ended without a reply, of which ZeroMQ tells them nothing"),

  // The hooks
  HOOK_ALLOWED("zwb_auth_hook_allowed_total", "Questions that a hook answered with yes"),
  HOOK_DENIED("zwb_auth_hook_denied_total", "Questions that a hook answered with no"),
  HOOK_LATE("zwb_auth_hook_late_total", "Questions denied: the hook was late"),
  HOOK_FAILED("zwb_auth_hook_failed_total", "Questions denied: the hook threw or answered nothing"),
  GRANTS_EXPIRED(
      "zwb_auth_grants_expired_total",
      "Grants in use that expired; each closed a connection, or on zwb.2 a socket"),
  GRANTS_REVOKED(
      "zwb_auth_grants_revoked_total", "Grants in use that were revoked; each closed a connection"),
  RENEWALS("zwb_auth_renewals_total", "Credentials renewed in place (zwb.2)"),
  RENEWALS_REFUSED(
      "zwb_auth_renewals_refused_total",
      "Credentials that a page brought and that renewed nothing; three in a row close the"
          + " connection (zwb.2)"),
  RATES_EXCEEDED(
      "zwb_vs_rates_exceeded_total",
      "Times a connection was not read from for a while: above rates.perConnection or"
          + " perPrincipal"),
  FIRST_FRAMES_LATE(
      "zwb_auth_first_frames_late_total",
      "Connections closed: no socket allowed within firstFrameMillis"),

  // Virtual sockets
  SOCKETS_OPENED("zwb_vs_sockets_opened_total", "Virtual sockets opened"),
  SOCKETS_CLOSED("zwb_vs_sockets_closed_total", "Virtual sockets ended"),
  CONNECTS_MALFORMED("zwb_vs_connects_malformed_total", "Connects refused: malformed"),
  CONNECTS_DENIED(
      "zwb_vs_connects_denied_total", "Connects refused: no such endpoint, or the hook said no"),
  CONNECTS_IN_USE("zwb_vs_connects_in_use_total", "Connects refused: the identity is in use"),
  CONNECTS_OVER_LIMIT("zwb_vs_connects_over_limit_total", "Connects refused: a limit"),
  CONNECTS_UNAVAILABLE(
      "zwb_vs_connects_unavailable_total", "Connects refused: the socket could not be opened"),
  WIRE_ERRORS(
      "zwb_vs_wire_errors_total", "Frames that were wrong and ended alone, with an error (zwb.2)"),
  WIRE_ERRORS_UNTOLD(
      "zwb_vs_wire_errors_untold_total", "Of these, errors not told: limits.maxErrorsPerSecond"),
  WIRE_PINGS_UNANSWERED(
      "zwb_vs_wire_pings_unanswered_total",
      "Pings of pages that came too soon after another (zwb.2)"),
  WIRE_BEATS("zwb_vs_wire_beats_total", "Beats said to pages that heard nothing else (zwb.2)"),
  HELD_FRAMES_OVERFLOWED(
      "zwb_vs_held_frames_overflowed_total", "Messages refused: limits.maxHeldFrames"),
  MESSAGES_IGNORED(
      "zwb_vs_messages_ignored_total", "Messages dropped: the socket they name takes none"),

  // Doors
  DOORS_DENIED(
      "zwb_door_denied_total", "Requests at doors refused: no such endpoint, or a hook said no"),
  DOORS_MALFORMED(
      "zwb_door_malformed_total",
      "Requests at doors refused: a media type that is not taken, or parts that are no JSON array"
          + " of base64"),
  DOORS_RESUMED("zwb_door_resumed_total", "Streams and polls that named a place to go on from"),
  DOORS_PLACE_UNKNOWN(
      "zwb_door_place_unknown_total",
      "Streams and polls whose place was none: of another start of the bridge, or made up"),

  // REQ
  REQUESTS(Scope.ENDPOINT, "zwb_vs_requests_total", "Requests accepted from browsers"),
  REPLIES(Scope.ENDPOINT, "zwb_vs_replies_total", "Requests that ended with their reply"),
  REQUESTS_TIMED_OUT(
      Scope.ENDPOINT, "zwb_vs_requests_timed_out_total", "Requests that ended at their deadline"),
  REQUESTS_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_requests_overflowed_total",
      "Requests refused: limits.maxRequestsInFlight, maxRequestsPerEndpoint or"
          + " maxRequestBytesInAll"),
  REQUESTS_DEFERRED(
      Scope.ENDPOINT,
      "zwb_vs_requests_deferred_total",
      "Times that a connection had its fair share with a service and its next request waited"),
  REQUESTS_GATEWAY_LOST(
      Scope.ENDPOINT,
      "zwb_vs_requests_gateway_lost_total",
      "Requests that ended because the back end was lost"),
  REQUESTS_REPLY_TOO_LARGE(
      Scope.ENDPOINT,
      "zwb_vs_requests_reply_too_large_total",
      "Requests whose reply exceeds maxMessageBytes"),
  REQUESTS_NOT_CONNECTED(
      "zwb_vs_requests_not_connected_total", "Requests for an identity that is not connected"),
  REQUESTS_TOO_LARGE(
      Scope.ENDPOINT,
      "zwb_vs_requests_too_large_total",
      "Requests refused: above limits.maxMessageBytes or limits.maxParts (zwb.2)"),
  REQUESTS_MALFORMED(
      Scope.ENDPOINT,
      "zwb_vs_requests_malformed_total",
      "Requests whose content is not a string, or not JSON where that is demanded"),
  REQUESTS_SHUT_DOWN(
      Scope.ENDPOINT,
      "zwb_vs_requests_shut_down_total",
      "Requests that ended or were refused at shutdown"),
  REQUESTS_ABANDONED(
      Scope.ENDPOINT,
      "zwb_vs_requests_abandoned_total",
      "Requests whose connection ended before their reply"),
  REQUESTS_CANCELLED(
      Scope.ENDPOINT, "zwb_vs_requests_cancelled_total", "Requests that their page has given up"),
  REQUESTS_ID_IN_USE(
      Scope.ENDPOINT,
      "zwb_vs_requests_id_in_use_total",
      "Requests refused: one with the same id has no outcome yet"),
  REPLIES_UNROUTABLE(
      Scope.ENDPOINT,
      "zwb_vs_replies_unroutable_total",
      "Messages of back ends that answer no open request, or several at once: late, doubled, made"
          + " up, or run together"),

  // SUB
  PUBLICATIONS(Scope.ENDPOINT, "zwb_vs_publications_total", "Messages received from PUB services"),
  PUBLICATIONS_UNTAKEN(
      Scope.ENDPOINT,
      "zwb_vs_publications_untaken_total",
      "Messages of channels not passed on to an endpoint: too many bytes wait for its loop"),
  PUBLICATIONS_TOO_LARGE(
      Scope.ENDPOINT,
      "zwb_vs_publications_too_large_total",
      "Publications dropped: above limits.maxMessageBytes"),
  LAST_VALUES_EVICTED(
      Scope.ENDPOINT,
      "zwb_vs_last_values_evicted_total",
      "Last values given up before their time: endpoints.NAME.lastValues.topics or bytes"),
  REPLAY_GAPS(
      Scope.ENDPOINT,
      "zwb_vs_replay_gaps_total",
      "Times that a page was told of publications that are not kept any more (zwb.2, GET /sub)"),
  PUBLICATIONS_CONFLATED(
      Scope.ENDPOINT,
      "zwb_vs_publications_conflated_total",
      "Publications that a newer one replaced, because their page wants fewer (zwb.2)"),
  CONFLATION_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_conflation_overflowed_total",
      "Publications that came sooner than wanted: endpoints.NAME.conflation.bytes"),
  DELIVERIES(Scope.ENDPOINT, "zwb_vs_deliveries_total", "Publications queued for browsers"),
  TEXT_REPLACED(
      "zwb_vs_text_replaced_total", "Payloads that were not UTF-8, delivered with U+FFFD"),

  // REP
  ASKS(Scope.ENDPOINT, "zwb_vs_asks_total", "Requests of ZeroMQ peers delivered to pages"),
  ASKS_ANSWERED(
      Scope.ENDPOINT, "zwb_vs_asks_answered_total", "Asks that ended with the page's answer"),
  ASKS_NO_SUCH_PAGE(
      Scope.ENDPOINT,
      "zwb_vs_asks_no_such_page_total",
      "Asks for an identity, or any page, that is not there"),
  ASKS_WAITED(
      Scope.ENDPOINT,
      "zwb_vs_asks_waited_total",
      "Asks that came before their page, or while none took more, and waited"),
  ASKS_WITHOUT_PAGE_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_asks_without_page_overflowed_total",
      "Asks refused: limits.maxAsksWithoutPage or maxAskBytesWithoutPage"),
  ASKS_PAGE_LEFT(
      Scope.ENDPOINT, "zwb_vs_asks_page_left_total", "Asks whose page left before it answered"),
  ASKS_GIVEN_ON(
      Scope.ENDPOINT,
      "zwb_vs_asks_given_on_total",
      "Asks that another page was given, because theirs left (endpoints.NAME.pageLeft)"),
  FRESH_CONNECTIONS(
      Scope.ENDPOINT,
      "zwb_vs_fresh_connections_total",
      "Short connections that asked the service for its answer to a subscription (zwb.2)"),
  FRESH_UNANSWERED(
      Scope.ENDPOINT,
      "zwb_vs_fresh_unanswered_total",
      "Subscriptions that asked for that and had none in deadlines.freshMillis (zwb.2)"),
  FRESH_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_fresh_overflowed_total",
      "Subscriptions that asked for that in vain: limits.maxFreshWaiting (zwb.2)"),
  CREDIT_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_credit_overflowed_total",
      "Publications dropped, and asks refused: too many waited for their page's credit (zwb.2)"),
  HOLDERS_ASKED(
      Scope.ENDPOINT,
      "zwb_vs_identity_holders_asked_total",
      "Identities of REP sockets that another page wanted: the holder was asked for a sign of"
          + " life"),
  HOLDERS_SILENT(
      Scope.ENDPOINT,
      "zwb_vs_identity_holders_silent_total",
      "Of these, identities that the other page got: no sign of life in"
          + " deadlines.signOfLifeMillis"),
  ASKS_FAILED(
      Scope.ENDPOINT, "zwb_vs_asks_failed_total", "Asks that their page ended with an error"),
  ASKS_TIMED_OUT(
      Scope.ENDPOINT, "zwb_vs_asks_timed_out_total", "Asks that ended at their deadline"),
  ASKS_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_asks_overflowed_total",
      "Asks refused: limits.maxRequestsPerEndpoint"),
  ASKS_TOO_LARGE(
      Scope.ENDPOINT, "zwb_vs_asks_too_large_total", "Asks refused: above limits.maxMessageBytes"),
  ASKS_LOST(
      Scope.ENDPOINT,
      "zwb_vs_asks_lost_total",
      "Asks that ended because their bound socket was replaced"),
  ASKS_SHUT_DOWN(
      Scope.ENDPOINT, "zwb_vs_asks_shut_down_total", "Asks that ended or were refused at shutdown"),
  ASKS_MALFORMED(
      Scope.ENDPOINT, "zwb_vs_asks_malformed_total", "Messages of peers that name no page socket"),
  ANSWERS_UNROUTABLE(
      Scope.ENDPOINT,
      "zwb_vs_answers_unroutable_total",
      "Answers of pages with an unknown or used reply address"),
  ANSWERS_UNDELIVERABLE(
      Scope.ENDPOINT,
      "zwb_vs_answers_undeliverable_total",
      "Answers whose asker was gone or took nothing"),

  // DEALER, PUB, PUSH, PULL and PAIR
  MESSAGES_SENT(
      Scope.ENDPOINT,
      "zwb_vs_messages_sent_total",
      "Messages of pages that ZeroMQ has taken (PUSH, PUB, DEALER, PAIR)"),
  MESSAGES_RECEIVED(
      Scope.ENDPOINT,
      "zwb_vs_messages_received_total",
      "Messages of services queued for their pages (PULL, DEALER, PAIR)"),
  MESSAGES_OVERFLOWED(
      Scope.ENDPOINT,
      "zwb_vs_messages_overflowed_total",
      "Messages of pages dropped, and told: limits.maxRequestsPerEndpoint or"
          + " maxRequestBytesInAll"),
  MESSAGES_WITHOUT_CREDIT(
      Scope.ENDPOINT,
      "zwb_vs_messages_without_credit_total",
      "Sockets closed: their page sent more than it had credit for (limits.maxUnsentMessages)"),
  MESSAGES_ABANDONED(
      Scope.ENDPOINT,
      "zwb_vs_messages_abandoned_total",
      "Messages of pages that have left, dropped: no service has taken them within"
          + " deadlines.requestMillis, or the endpoint ended before"),
  MESSAGES_NOT_ALLOWED(
      Scope.ENDPOINT,
      "zwb_vs_messages_not_allowed_total",
      "Messages of pages refused: their page may not publish under that topic"),
  MESSAGES_TOO_LARGE(
      Scope.ENDPOINT,
      "zwb_vs_messages_too_large_total",
      "Messages dropped, and told: above limits.maxMessageBytes or limits.maxParts"),
  MESSAGES_UNROUTABLE(
      Scope.ENDPOINT,
      "zwb_vs_messages_unroutable_total",
      "Messages of services to a shared DEALER dropped: they begin with the route of no page that"
          + " is there"),
  MESSAGES_NOT_TAKEN(
      Scope.ENDPOINT,
      "zwb_vs_messages_not_taken_total",
      "Messages of services dropped: their page takes none, and limits.maxUntakenBytes is reached"),

  // Gateways and the loop
  GATEWAYS_OPENED("zwb_gateways_opened_total", "Shared ZeroMQ sockets opened"),
  GATEWAYS_CLOSED("zwb_gateways_closed_total", "Shared ZeroMQ sockets closed"),
  GATEWAYS_REBUILT(
      Scope.ENDPOINT,
      "zwb_gateways_rebuilt_total",
      "Shared ZeroMQ sockets replaced: sends refused, or the connection given up"),
  PEERS_CONNECTED("zwb_zmq_peers_connected_total", "ZeroMQ handshakes completed"),
  PEERS_LOST("zwb_zmq_peers_lost_total", "ZeroMQ connections that broke"),
  HANDSHAKES_STALLED(
      "zwb_zmq_handshakes_stalled_total",
      "ZeroMQ connections that broke before their handshake was done"),
  CONNECTS_REPEATED(
      Scope.ENDPOINT,
      "zwb_zmq_connects_repeated_total",
      "Attempts to connect to a back end that came to nothing and were begun again"),
  NAMES_UNRESOLVED(
      Scope.ENDPOINT, "zwb_zmq_names_unresolved_total", "DNS look-ups of back ends that failed"),
  ZMQ_MESSAGES_TOO_LARGE(
      "zwb_zmq_messages_too_large_total", "ZeroMQ messages dropped: too many frames or bytes"),
  ZMQ_MESSAGES_TORN(
      "zwb_zmq_messages_torn_total",
      "ZeroMQ messages dropped: their connection broke in the middle of them"),
  HANDSHAKES_UNTRUSTED(
      Scope.ENDPOINT,
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
  PEERS_OVERFLOWED(
      "zwb_zmq_peers_overflowed_total",
      "ZeroMQ connections with CURVE closed: more of what their peers sent waited here than may"),
  PEER_SUBSCRIPTIONS_REFUSED(
      "zwb_zmq_peer_subscriptions_refused_total",
      "Subscriptions of ZeroMQ peers not heard: a peer has 10,000 at one address already"),
  ZMQ_MESSAGES_UNEXPECTED(
      "zwb_zmq_messages_unexpected_total",
      "Messages of ZeroMQ peers dropped: they came to a socket that only publishes"),
  IO_THREADS_LOST(
      "zwb_zmq_io_threads_lost_total", "Threads of JeroMQ's that died, or did not turn any more"),
  CONTEXTS_REBUILT(
      "zwb_zmq_contexts_rebuilt_total", "ZeroMQ contexts replaced, with all their sockets"),
  IO_EXCEPTIONS(
      "zwb_zmq_io_exceptions_total",
      "Exceptions that JeroMQ's threads caught: a peer sent what JeroMQ did not expect"),
  LOOPS_STUCK(
      "zwb_zmq_loops_stuck_total", "Times that a loop did not turn for deadlines.stuckMillis"),
  LOOP_REFUSALS("zwb_zmq_loop_refusals_total", "Commands refused: the loop's queue is full"),
  LOOP_FAILURES("zwb_zmq_loop_failures_total", "Exceptions caught in the loop: each a bug"),

  // The log
  LOG_LINES_DROPPED(
      "zwb_log_lines_dropped_total",
      "Lines of the log dropped: who reads it is too slow, or has gone"),

  ACCESS_LINES_DROPPED(
      "zwb_log_access_lines_dropped_total",
      "Lines of the access log left out: more a second than log.accessPerSecond"),

  // Mongrel2
  MONGREL2_REQUESTS("zwb_mongrel2_requests_total", "Messages of clients handed to handlers"),
  MONGREL2_REPLIES("zwb_mongrel2_replies_total", "Replies of handlers"),
  MONGREL2_REPLIES_MALFORMED(
      "zwb_mongrel2_replies_malformed_total",
      "Replies of handlers dropped: malformed, or for more connections than"
          + " limits.handler_targets"),
  MONGREL2_REPLIES_TOO_LARGE(
      "zwb_mongrel2_replies_too_large_total",
      "Replies of handlers lost because they are above maxReplyBytes; whom they name is ended"),
  MONGREL2_ANSWERS_MALFORMED(
      "zwb_mongrel2_answers_malformed_total",
      "Answers of handlers on HTTP/2 that are none: 502, or a reset where a part was sent"),
  MONGREL2_UNKNOWN(
      "zwb_mongrel2_unknown_ids_total", "Connections that replies named, and that were not there"),
  MONGREL2_DISCONNECTS(
      "zwb_mongrel2_disconnects_total", "Handlers told that a client is not there any more"),
  MONGREL2_NOTICES_DROPPED(
      "zwb_mongrel2_notices_dropped_total",
      "Notices of ids that were not there, dropped: half of what may wait for handlers does"),
  MONGREL2_REFUSED(
      "zwb_mongrel2_refused_total",
      "Requests answered with 503: too much waits for handlers already"),
  MONGREL2_UNANSWERED(
      "zwb_mongrel2_unanswered_total",
      "Requests answered with 503: no handler took them within zwb.handler_timeout"),
  MONGREL2_MALFORMED(
      "zwb_mongrel2_malformed_total",
      "Connections of Mongrel2's servers ended: a request, a frame or a message is malformed, or"
          + " too large"),
  MONGREL2_HEADERS_LEFT_OUT(
      "zwb_mongrel2_headers_left_out_total",
      "Headers that handlers did not get: more names than limits.header_count, or more than five"
          + " values of one"),
  MONGREL2_LATE(
      "zwb_mongrel2_late_total",
      "Connections of Mongrel2's servers ended: a head or a body took too long"),
  MONGREL2_IDLE(
      "zwb_mongrel2_idle_total",
      "Connections of Mongrel2's servers ended: too quiet by limits.kill_limit"),
  MONGREL2_DOWNLOADS_EXCEEDED(
      "zwb_mongrel2_downloads_exceeded_total",
      "Connections of Mongrel2's servers ended: more was sent than download.flow_control allows"),
  MONGREL2_ORDERS_REFUSED(
      "zwb_mongrel2_orders_refused_total",
      "Connections of Mongrel2's servers ended: a handler ordered what is not known, or a file that"
          + " is not there or not in a directory of the server"),
  MONGREL2_UPLOADS("zwb_mongrel2_uploads_total", "Uploads written to files"),
  MONGREL2_LOG_DROPPED(
      "zwb_mongrel2_log_dropped_total", "Lines of access logs dropped: the disk is too slow"),
  // Mongrel2's directories and proxies
  MONGREL2_FILES_REFUSED(
      "zwb_mongrel2_files_refused_total",
      "Requests for files of directories refused, or broken off: too many files are being read"),
  MONGREL2_PROXY_FAILOVERS(
      "zwb_mongrel2_proxy_failovers_total",
      "Requests to a server of a proxy route that could not be reached, and went to the next"),
  MONGREL2_PROXY_FAILURES(
      "zwb_mongrel2_proxy_failures_total",
      "Requests of proxy routes answered with 502, or broken off: no server answered them whole"),

  // BlastBeat
  BLASTBEAT_REQUESTS("zwb_blastbeat_requests_total", "Requests that nodes were told of"),
  BLASTBEAT_MESSAGES("zwb_blastbeat_messages_total", "Messages of nodes to sessions of theirs"),
  BLASTBEAT_DELIVERIES(
      "zwb_blastbeat_deliveries_total",
      "Messages that clients were sent on WebSockets, or as a group's member"),
  BLASTBEAT_CACHE_HITS(
      "zwb_blastbeat_cache_hits_total", "Requests answered by what a node has had kept"),
  BLASTBEAT_CACHE_EVICTED(
      "zwb_blastbeat_cache_evicted_total", "Kept answers dropped, or not kept: no room is left"),
  BLASTBEAT_RETRIES("zwb_blastbeat_retries_total", "Requests that a node passed on to another"),
  BLASTBEAT_NODES_LOST(
      "zwb_blastbeat_nodes_lost_total", "Times that a node has gone, or was silent for too long"),
  BLASTBEAT_MESSAGES_MALFORMED(
      "zwb_blastbeat_messages_malformed_total", "Messages of nodes dropped: malformed"),
  BLASTBEAT_MESSAGES_UNKNOWN(
      "zwb_blastbeat_messages_unknown_total", "Messages of nodes dropped: of a type unknown here"),
  BLASTBEAT_STALE(
      "zwb_blastbeat_stale_total", "Messages of nodes dropped: no session has their sid any more"),
  BLASTBEAT_FOREIGN(
      "zwb_blastbeat_foreign_total", "Messages of nodes dropped: the session is another node's"),
  BLASTBEAT_STRANGERS(
      "zwb_blastbeat_strangers_total", "Messages dropped: of a peer that is no node"),
  BLASTBEAT_ANSWERS_MALFORMED(
      "zwb_blastbeat_answers_malformed_total",
      "Pieces of answers dropped: no head, out of order, or nobody has asked"),
  BLASTBEAT_UNDELIVERABLE(
      "zwb_blastbeat_undeliverable_total",
      "Messages of nodes for groups and sessions that are not there, or speak something else"),
  BLASTBEAT_GROUPS_REFUSED(
      "zwb_blastbeat_groups_refused_total", "Sessions ended: no room in groups, or for another"),
  BLASTBEAT_REPLAYS_DROPPED(
      "zwb_blastbeat_replays_dropped_total",
      "Bodies that are not kept for another node: they are too large"),
  BLASTBEAT_MALFORMED(
      "zwb_blastbeat_malformed_total",
      "Requests refused and WebSockets closed: malformed, or too large"),
  BLASTBEAT_ORIGINS_REFUSED(
      "zwb_blastbeat_origins_refused_total", "WebSockets refused: a page of a foreign Origin"),
  BLASTBEAT_NOT_FOUND(
      "zwb_blastbeat_not_found_total", "Requests answered with 404 or 421: for no host there"),
  BLASTBEAT_BAD_GATEWAY(
      "zwb_blastbeat_bad_gateway_total",
      "Requests answered with 502: the node has gone, or failed"),
  BLASTBEAT_UNAVAILABLE(
      "zwb_blastbeat_unavailable_total", "Requests answered with 503: no node, or a limit"),
  BLASTBEAT_TIMED_OUT(
      "zwb_blastbeat_timed_out_total", "Requests answered with 504: the node is silent"),
  BLASTBEAT_SOCKET_IO_MESSAGES(
      "zwb_blastbeat_socket_io_messages_total",
      "Messages of clients of socket.io, for their nodes"),
  BLASTBEAT_SOCKET_IO_UNKNOWN(
      "zwb_blastbeat_socket_io_unknown_total",
      "Requests of socket.io for sessions that have ended, or never were"),
  BLASTBEAT_SOCKET_IO_LEFT(
      "zwb_blastbeat_socket_io_left_total",
      "Sessions of socket.io ended: their clients did not come, or did not come again"),
  BLASTBEAT_SOCKET_IO_OVERFLOWS(
      "zwb_blastbeat_socket_io_overflows_total",
      "Sessions of socket.io ended: too much waits for their next poll"),
  BLASTBEAT_LATE("zwb_blastbeat_late_total", "Connections ended: a head or a body took too long"),

  // Management
  MANAGEMENT_REFUSED(
      "zwb_management_refused_total",
      "Management requests refused: a foreign Host or Origin, or no secret"),
  INSPECTOR_PASSED_OVER(
      "zwb_management_inspector_passed_over_total",
      "Requests that the inspector did not show while somebody looked:"
          + " management.inspectorPerSecond"),
  RELOADS("zwb_reloads_total", "Reloads of the configuration that were done"),
  RELOADS_FAILED(
      "zwb_reloads_failed_total", "Reloads that changed nothing: the configuration is wrong"),
  RELOADS_CLOSED(
      "zwb_reloads_closed_total",
      "Connections closed: what they came by or use is not allowed any more after a reload");

  private final Scope scope;
  private final String metric;
  private final String description;

  Counter(String metric, String description) {
    this(Scope.BRIDGE, metric, description);
  }

  Counter(Scope scope, String metric, String description) {
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

  /** What one count means. */
  public String description() {
    return description;
  }
}
