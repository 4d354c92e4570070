package org.zmqwebbridge.rpc;

import java.util.Locale;

/** The codes of errors that this module makes; on the wire in lower case. */
public enum RpcCode {
  /** The server has no function of this name, or does not show it. */
  UNKNOWN_FUNCTION,
  /** The function exists; {@code authorizedFunctions} or its guard says no. */
  NOT_ALLOWED,
  /** An argument is missing, unknown, too many, or of the wrong type. */
  BAD_ARGUMENTS,
  /** The request is no JSON, or no call. */
  BAD_REQUEST,
  /**
   * The function did not return, or no answer came, in time. The call may have been carried out.
   */
  TIMEOUT,
  /** The request or the answer is above a limit. */
  TOO_LARGE,
  /** The server has as many calls waiting as it may. The call was not carried out. */
  OVERFLOW,
  /** The function failed; the server's log has the reason under the reference in the text. */
  INTERNAL,
  /** The server is stopping. The call may have been carried out. */
  SHUTDOWN,
  /** Made by the client: what came back is no answer, or not of the wanted type. */
  BAD_ANSWER,
  /** Made by the client: it is closed. */
  CLOSED,
  /** Made by the client: the calling thread was interrupted. The call may have been carried out. */
  INTERRUPTED;

  /** The code as it stands in an answer. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
