package org.zmqwebbridge.origin;

import java.util.List;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * Hears what becomes of one WebSocket to a back end, and what that says.
 *
 * <p>Owner thread: the client's, one call at a time; none may block. Lifetime: until {@link
 * #onRefused}, {@link #onClosed} or {@link #onFailed}, of which one is called, once.
 */
public interface OriginSocketListener {
  /**
   * It is open. What the back end says is read when it is asked for ({@link OriginSocket#more}).
   *
   * @param headers of the back end's answer (101), {@code Sec-WebSocket-Protocol} and {@code
   *     Sec-WebSocket-Extensions} among them where it has said them
   */
  void onOpen(List<HeaderField> headers);

  /**
   * It answers by plain HTTP: there is no WebSocket.
   *
   * @param body all of it, up to the limit of messages; may be kept
   */
  void onRefused(ResponseHead head, byte[] body);

  /**
   * A whole message.
   *
   * @param bytes of text: valid UTF-8; may be kept
   */
  void onMessage(boolean isText, byte[] bytes);

  /**
   * A ping, which is not answered here.
   *
   * @param bytes may be kept
   */
  void onPing(byte[] bytes);

  /** A pong. */
  void onPong(byte[] bytes);

  /** It has ended by a close frame of the back end's; {@link CloseStatus#NONE}: without a code. */
  void onClosed(CloseStatus status);

  /** It was never open, or has ended without a close frame. */
  void onFailed(OriginFailure failure);
}
