package org.zmqwebbridge.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.it.Answers;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;

/**
 * An echo that, while it is frozen, says other things than it should.
 *
 * <p>Owner thread: its back end's, for what it answers; the scenario's for the rest.
 */
final class Mischief implements Service, Answers {
  private static final byte[] EMPTY = {};
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final int port = FreePort.find();
  private final Answers wrong;
  private volatile boolean frozen;
  private BackEnd backEnd;

  /**
   * @param wrong what it says instead of the answer
   */
  private Mischief(Answers wrong) {
    this.wrong = wrong;
    start();
  }

  /** Five messages that answer nothing, and then the answer. */
  static Service garbage() {
    return new Mischief(
        request -> {
          byte[] peer = request.get(0);
          return List.of(
              List.of(peer, EMPTY),
              List.of(peer, bytes("garbage")),
              List.of(peer, bytes("garbage"), EMPTY, request.get(3)),
              List.of(peer, EMPTY, EMPTY, EMPTY),
              List.of(peer, request.get(1)),
              request);
        });
  }

  /** The answer with each bit of the first bytes of its route flipped, and then the answer. */
  static Service forgeries() {
    return new Mischief(
        request -> {
          List<List<byte[]>> answers = new ArrayList<>();
          for (int i = 0; i < request.get(1).length; i++) {
            byte[] route = request.get(1).clone();
            route[i] ^= 1;
            answers.add(List.of(request.get(0), route, EMPTY, bytes("forged")));
          }
          answers.add(request);
          return answers;
        });
  }

  /** Each answer three times. */
  static Service doubled() {
    return new Mischief(request -> List.of(request, request, request));
  }

  /** No answer, until a later request comes when it is over; then that of all. */
  static Service late() {
    return new JavaEcho();
  }

  /** More than a page may get. */
  static Service tooLarge() {
    byte[] large = new byte[MAX_MESSAGE_BYTES + 1];
    return new Mischief(request -> List.of(answer(request, large)));
  }

  /** More than the bridge takes from a service, which breaks the connection. */
  static Service huge() {
    byte[] huge = new byte[Scene.MAX_BYTES + 1];
    return new Mischief(request -> List.of(answer(request, huge)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<byte[]> answer(List<byte[]> request, byte[] content) {
    return List.of(request.get(0), request.get(1), request.get(2), content);
  }

  @Override
  public List<List<byte[]>> to(List<byte[]> request) {
    return frozen ? wrong.to(request) : List.of(request);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void freeze() {
    frozen = true;
  }

  @Override
  public void thaw() {
    frozen = false;
  }

  @Override
  public void kill() {
    backEnd.close();
  }

  @Override
  public void start() {
    backEnd = BackEnd.start(port, this);
  }

  @Override
  public void close() {
    backEnd.close();
  }
}
