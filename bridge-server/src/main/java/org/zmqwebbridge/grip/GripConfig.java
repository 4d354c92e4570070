package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.grip.stats.StatsSpec;
import org.zmqwebbridge.grip.zhttp.ZhttpLimits;
import org.zmqwebbridge.origin.OriginLimits;

/**
 * A reverse proxy by GRIP.
 *
 * <p>Immutable.
 *
 * @param isOn whether there is one
 * @param routes which requests go where
 * @param answersAll whether it answers what no route is for, with 502; otherwise others may
 * @param store of its channels, among those of the push relay
 * @param isShared whether its channels are everyone's of that store; otherwise its own
 * @param retention what channels keep of what is published, for those who know how to ask for it
 * @param secret that publishers bring; empty: none
 * @param signatures who signs, and who is trusted
 * @param limits what clients, origins and publishers may take
 * @param origins what is waited for of origins
 * @param forwarding what origins are told of where requests come from
 * @param slowReaders what those lose who read too slowly
 * @param publishers what holds for publishers
 * @param sockjs what its clients load, and may take
 * @param zhttp what workers of ZHTTP may take
 * @param stats where it is published what happens
 */
public record GripConfig(
    boolean isOn,
    RouteTable routes,
    boolean answersAll,
    String store,
    boolean isShared,
    Retention retention,
    Optional<String> secret,
    Signatures signatures,
    GripLimits limits,
    OriginLimits origins,
    Forwarding forwarding,
    SlowReaderPolicy slowReaders,
    PublisherSpec publishers,
    SockjsSpec sockjs,
    ZhttpLimits zhttp,
    StatsSpec stats) {
  /** None. */
  public static final GripConfig NONE =
      new GripConfig(
          false,
          new RouteTable(List.of()),
          false,
          "default",
          false,
          Retention.NOTHING,
          Optional.empty(),
          Signatures.NONE,
          GripLimits.DEFAULTS,
          OriginLimits.DEFAULTS,
          Forwarding.STANDARD,
          SlowReaderPolicy.CLOSE,
          PublisherSpec.DEFAULTS,
          SockjsSpec.DEFAULTS,
          ZhttpLimits.DEFAULTS,
          StatsSpec.NONE);

  /** One with these routes, the rest as it is where nothing is said. */
  public static GripConfig of(RouteTable routes) {
    return NONE.edit(draft -> draft.isOn = true).with(routes);
  }

  /** The same with other routes. */
  public GripConfig with(RouteTable changed) {
    return edit(draft -> draft.routes = changed);
  }

  /** The same, which answers all that nobody else does. */
  public GripConfig answeringAll() {
    return edit(draft -> draft.answersAll = true);
  }

  /** The same with channels of this store. */
  public GripConfig withStore(String name, boolean shared, Retention kept) {
    return edit(
        draft -> {
          draft.store = name;
          draft.isShared = shared;
          draft.retention = kept;
        });
  }

  /** The same with a secret that publishers bring. */
  public GripConfig withSecret(String word) {
    return edit(draft -> draft.secret = Optional.of(word));
  }

  /** The same with these signatures. */
  public GripConfig with(Signatures changed) {
    return edit(draft -> draft.signatures = changed);
  }

  /** The same with other limits. */
  public GripConfig with(GripLimits changed) {
    return edit(draft -> draft.limits = changed);
  }

  /** The same with others for origins. */
  public GripConfig with(OriginLimits changed) {
    return edit(draft -> draft.origins = changed);
  }

  /** The same with another. */
  public GripConfig with(Forwarding changed) {
    return edit(draft -> draft.forwarding = changed);
  }

  /** The same with another policy. */
  public GripConfig with(SlowReaderPolicy changed) {
    return edit(draft -> draft.slowReaders = changed);
  }

  /** The same with others for publishers. */
  public GripConfig with(PublisherSpec changed) {
    return edit(draft -> draft.publishers = changed);
  }

  /** The same with another for SockJS. */
  public GripConfig with(SockjsSpec changed) {
    return edit(draft -> draft.sockjs = changed);
  }

  /** The same with other limits of workers. */
  public GripConfig with(ZhttpLimits changed) {
    return edit(draft -> draft.zhttp = changed);
  }

  /** The same with what happens published there. */
  public GripConfig with(StatsSpec changed) {
    return edit(draft -> draft.stats = changed);
  }

  private GripConfig edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /** All of it, while something is replaced. */
  private static final class Draft {
    private boolean isOn;
    private RouteTable routes;
    private boolean answersAll;
    private String store;
    private boolean isShared;
    private Retention retention;
    private Optional<String> secret;
    private Signatures signatures;
    private GripLimits limits;
    private OriginLimits origins;
    private Forwarding forwarding;
    private SlowReaderPolicy slowReaders;
    private PublisherSpec publishers;
    private SockjsSpec sockjs;
    private ZhttpLimits zhttp;
    private StatsSpec stats;

    Draft(GripConfig from) {
      isOn = from.isOn;
      routes = from.routes;
      answersAll = from.answersAll;
      store = from.store;
      isShared = from.isShared;
      retention = from.retention;
      secret = from.secret;
      signatures = from.signatures;
      limits = from.limits;
      origins = from.origins;
      forwarding = from.forwarding;
      slowReaders = from.slowReaders;
      publishers = from.publishers;
      sockjs = from.sockjs;
      zhttp = from.zhttp;
      stats = from.stats;
    }

    GripConfig config() {
      return new GripConfig(
          isOn,
          routes,
          answersAll,
          store,
          isShared,
          retention,
          secret,
          signatures,
          limits,
          origins,
          forwarding,
          slowReaders,
          publishers,
          sockjs,
          zhttp,
          stats);
    }
  }
}
