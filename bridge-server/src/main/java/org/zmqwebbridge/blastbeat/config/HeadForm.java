package org.zmqwebbridge.blastbeat.config;

/** How nodes get the head of a request. */
public enum HeadForm {
  /** As variables, in a message {@code uwsgi}. */
  UWSGI,
  /** As the client has written it, in a message {@code headers}. */
  RAW
}
