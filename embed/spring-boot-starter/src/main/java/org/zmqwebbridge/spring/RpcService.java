package org.zmqwebbridge.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * On a bean that is an {@link org.zmqwebbridge.rpc.RpcServer}: its functions are an endpoint of the
 * bridge, for {@code zmq.REQ} in pages.
 */
@Documented
@Component
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcService {
  /** What pages call the endpoint. */
  String endpoint();

  /**
   * Where the service is bound, for the bridge and other ZeroMQ peers; port {@code *} takes a free
   * one. {@code zmqwebbridge.endpoints.NAME.address} takes its place.
   */
  String address() default "tcp://127.0.0.1:*";
}
