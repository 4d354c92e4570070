package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.StringJoiner;

/** A message of a node, as a text that can be compared. */
final class Said implements NodeMessage.Handler {
  private final StringJoiner words = new StringJoiner(" ");

  private Said() {}

  static String of(NodeMessage message) {
    Said said = new Said();
    said.words.add(message.getClass().getSimpleName());
    message.dispatch(said);
    return said.words.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private void line(CacheLine line, byte[] rest) {
    words
        .add(line.key())
        .add(Long.toString(line.expiresSeconds()))
        .add(Boolean.toString(line.isOverwriting()))
        .add(text(rest));
  }

  @Override
  public void onHeaders(NodeMessage.Headers message) {
    words.add(text(message.head()));
  }

  @Override
  public void onBody(NodeMessage.Body message) {
    words.add(text(message.bytes()));
  }

  @Override
  public void onChunk(NodeMessage.Chunk message) {
    words.add(text(message.bytes()));
  }

  @Override
  public void onEnd(NodeMessage.End message) {}

  @Override
  public void onWebSocketText(NodeMessage.WebSocketText message) {
    words.add(text(message.text()));
  }

  @Override
  public void onWebSocketBinary(NodeMessage.WebSocketBinary message) {
    words.add(text(message.bytes()));
  }

  @Override
  public void onRetry(NodeMessage.Retry message) {}

  @Override
  public void onPong(NodeMessage.Pong message) {}

  @Override
  public void onJoin(NodeMessage.Join message) {
    words.add(message.group());
  }

  @Override
  public void onLeave(NodeMessage.Leave message) {
    words.add(message.group());
  }

  @Override
  public void onNoEcho(NodeMessage.NoEcho message) {
    words.add(message.group().orElse(""));
  }

  @Override
  public void onEcho(NodeMessage.Echo message) {
    words.add(message.group().orElse(""));
  }

  @Override
  public void onToGroup(NodeMessage.ToGroup message) {
    words.add(message.group()).add(message.kind().name()).add(text(message.body()));
  }

  @Override
  public void onToSession(NodeMessage.ToSession message) {
    words.add(message.sid().toString()).add(message.kind().name()).add(text(message.body()));
  }

  @Override
  public void onPipe(NodeMessage.Pipe message) {
    words.add(
        message.to() instanceof Destination.Group group
            ? group.name()
            : ((Destination.Session) message.to()).sid().toString());
    words.add(Boolean.toString(message.messages())).add(Boolean.toString(message.bodies()));
  }

  @Override
  public void onCache(NodeMessage.Cache message) {
    line(message.line(), message.response());
  }

  @Override
  public void onFragCache(NodeMessage.FragCache message) {
    line(message.line(), message.fragment());
  }

  @Override
  public void onFrag(NodeMessage.Frag message) {
    words.add(message.key());
  }

  @Override
  public void onSocketIo(NodeMessage.SocketIo message) {
    words.add(Integer.toString(message.kind().packet())).add(text(message.data()));
  }

  @Override
  public void onUnknown(NodeMessage.Unknown message) {
    words.add(message.type());
  }
}
