package org.zmqwebbridge;

import java.nio.file.Path;
import org.zmqwebbridge.blastbeat.config.KeyReader;
import org.zmqwebbridge.blastbeat.config.TlsFiles;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.edge.jetty.TlsIdentity;
import org.zmqwebbridge.zmq.CurveKeyPair;
import org.zmqwebbridge.zmq.Security;

/** Keys and certificates that a configuration of BlastBeat names. */
final class BlastbeatKeys implements KeyReader {
  @Override
  public Security curve(Path keys, Path clients) {
    return Security.curve(CurveKeyPair.parse(SecretFile.read(keys)), KeyFiles.clients(clients));
  }

  @Override
  public Security plain(Path users) {
    return Security.plain(KeyFiles.users(users));
  }

  @Override
  public void check(TlsFiles files) {
    TlsIdentity unused = TlsIdentity.read(new EdgeConfig.Tls(files.certificate(), files.key()));
  }
}
