package org.zmqwebbridge.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * On a bean whose functions are an endpoint of the bridge, for {@code zmq.REQ} in pages: those of
 * an {@link org.zmqwebbridge.rpc.RpcServer}; of any other bean, the methods that {@link
 * org.zmqwebbridge.rpc.RpcMethod} stands on, or those of an interface.
 */
@Documented
@Component
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcService {
  /** What pages call the endpoint. */
  String endpoint();

  /**
   * An interface of the bean's, whose methods are the functions, and no others. Aspects may be
   * around the bean then. Without it, only methods of the bean's own class can be functions.
   */
  Class<?> functions() default void.class;

  /**
   * Where the service is bound, for the bridge and other ZeroMQ peers; port {@code *} takes a free
   * one. {@code zmqwebbridge.endpoints.NAME.address} takes its place.
   */
  String address() default "tcp://127.0.0.1:*";
}
