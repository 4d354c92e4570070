package org.zmqwebbridge.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shows a method of an {@link RpcServer}, or of a {@link PlainRpcServer}'s object, to callers; in
 * an interface for {@link RpcClient#proxy}, it gives the name to call.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RpcMethod {

  /** The function's name on the wire; the method's own name if empty. */
  String value() default "";
}
