package org.zmqwebbridge.observe;

/** The kinds of log lines that strangers can cause: each is paced by itself. */
public enum LineKind {
  ORIGIN_REFUSED,
  REQUEST_REFUSED,
  CONNECT_REFUSED,
  CONNECTION_CLOSED,
  FRAMES_BROKEN,
  MESSAGE_MALFORMED,
  HOOK_DENIED,
  HOOK_LATE,
  HOOK_FAILED,
  DIALECT_FAILED,
  CONNECTION_FAILED,
  SOCKET_FAILED,
  MANAGEMENT_REFUSED,
  MANAGEMENT_FAILED
}
