package org.zmqwebbridge.it.fault;

import org.zeromq.ZMQ;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.it.Answers;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.zmq.CurveKey;
import org.zmqwebbridge.zmq.CurveKeyPair;
import org.zmqwebbridge.zmq.Security;

/** An echo on JeroMQ that proves who it is by CURVE. */
final class CurveEcho implements Service {
  private final int port = FreePort.find();
  private final ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
  private BackEnd backEnd;

  CurveEcho() {
    start();
  }

  @Override
  public EndpointSpec reached(EndpointSpec endpoint) {
    CurveKey server = CurveKey.parse(keys.publicKey);
    return endpoint.security(Security.curve(server, CurveKeyPair.random()));
  }

  private void serve(ZMQ.Socket socket) {
    socket.setCurvePublicKey(ZMQ.Curve.z85Decode(keys.publicKey));
    socket.setCurveSecretKey(ZMQ.Curve.z85Decode(keys.secretKey));
    socket.setCurveServer(true);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void freeze() {
    throw new UnsupportedOperationException("use the one in clear");
  }

  @Override
  public void thaw() {
    throw new UnsupportedOperationException("use the one in clear");
  }

  @Override
  public void kill() {
    backEnd.close();
  }

  @Override
  public void start() {
    backEnd = BackEnd.start(port, Answers.ECHO, this::serve);
  }

  @Override
  public void close() {
    backEnd.close();
  }
}
