package org.zmqwebbridge.spring;

import java.util.List;
import org.zmqwebbridge.auth.SocketType;

/**
 * One endpoint below {@code zmqwebbridge.endpoints}, as editors complete it; nothing implements it.
 * A test compares it with the schema that reads the settings. What may be {@code true} or a section
 * is an {@code Object}.
 */
@SuppressWarnings("unused") // editors read it
public interface EndpointSettings {

  /** The kind of socket that pages have there. */
  void setType(SocketType type);

  /** Where the service is, or where the bridge binds: {@code tcp://host:port}; or several. */
  void setAddress(List<String> addresses);

  /** Whether the bridge binds the address, and services connect to it. */
  void setBind(boolean bind);

  /** How clients reach it: websocket, zws, http. */
  void setDoors(List<String> doors);

  /** SUB and PUB: the prefixes that pages may receive, or publish. */
  void setTopics(List<String> prefixes);

  /** REQ: only JSON reaches the service. */
  void setJson(boolean json);

  /** REQ: the Content-Type of replies at its door. */
  void setMediaType(String mediaType);

  /** REP: which page an ask is for. */
  void setAsks(Asks asks);

  /** REP: what becomes of the asks that a page has in hand when it leaves. */
  void setPageLeft(PageLeft pageLeft);

  /** DEALER: one ZeroMQ connection for all pages, or one for each. */
  void setConnections(Connections connections);

  /** SUB: what a page that reads too slowly loses. */
  void setSlowReaders(SlowReaders slowReaders);

  /** SUB: what a page on the original wire receives of several frames. */
  void setOriginalParts(OriginalParts parts);

  /** SUB, instead of an address: the store of the push relay whose channels it is. */
  void setChannels(String store);

  /** SUB: pages may ask for fewer publications of each topic. */
  void setConflation(Object conflation);

  /** SUB: the service answers each new subscription itself. */
  void setFresh(Object fresh);

  /** SUB: keeps the last publication of each topic. */
  void setLastValues(Object lastValues);

  /** SUB: keeps publications for clients that come back. */
  void setReplay(Object replay);

  /** Messages that ZeroMQ queues, per peer and direction. */
  void setHwm(int messages);

  /** A ZeroMQ handshake that takes longer is dropped and tried again. */
  void setHandshakeMillis(long millis);

  /** Encrypted and authenticated services. */
  void setCurve(Curve curve);

  /** Services with a user's name and password. */
  void setPlain(Plain plain);

  /** See {@link #setAsks}. */
  enum Asks {
    NAMED,
    ANY
  }

  /** See {@link #setPageLeft}. */
  enum PageLeft {
    ERROR,
    NEXT
  }

  /** See {@link #setConnections}. */
  enum Connections {
    SHARED,
    OWN
  }

  /** See {@link #setSlowReaders}. */
  enum SlowReaders {
    OLDEST,
    LATEST,
    CLOSE
  }

  /** See {@link #setOriginalParts}. */
  enum OriginalParts {
    LAST,
    EACH
  }

  /** See {@link #setCurve}. */
  interface Curve {

    /** The bridge's own key pair, a secret file. */
    void setKeys(String file);

    /** Where the bridge connects: the service's public key. */
    void setServerKey(String key);

    /** Where the bridge binds: the public keys of those who may connect, a file or a folder. */
    void setClients(String path);
  }

  /** See {@link #setPlain}. */
  interface Plain {

    /** Where the bridge connects: its name. */
    void setUsername(String name);

    /** Where the bridge connects: the secret file with its password. */
    void setPasswordFile(String file);

    /** Where the bridge binds: the secret file of those who may connect. */
    void setUsers(String file);
  }
}
