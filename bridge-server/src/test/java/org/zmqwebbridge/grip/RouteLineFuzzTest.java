package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A line of a routes file is a route, nothing, or refused with a reason; and read again the same.
 */
class RouteLineFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "* localhost:8080,over_http,one_event,host=a.b,sub=c,sub=d,weight=2 [::1]:9,ssl,insecure",
            "a.example,proto=ws,ssl=no,path_beg=/x,path_rem=2,replace_beg=/y,as_host=b,prefix=c- test",
            "*,id=a,sig_iss=b,sig_key=base64:Yw==,header=X-A:b,header=Host:,orig_headers,debug test",
            "*,aco,jsonp_mode=basic,jsonp_cb=c,jsonp_body=b,jsonp_defcb=d,jsonp_defmethod=POST test",
            "*,no_grip,\"path_beg=/a, \\\"b\\\"\" test # why",
            "*,sockjs=/s,sockjs_as_path=/w zhttp/tcp://127.0.0.1:10000,ipc_file_mode=660",
            ",id=only zhttpreq/ipc:///run/w,trust_connect_host")
        .map(line -> line.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    if (line.contains("client_") || line.contains("ca=")) {
      return; // these name files
    }
    try {
      Optional<GripRoute> route = RouteLine.read(line);
      assertEquals(route, RouteLine.read(line));
      if (route.isPresent()) {
        assertFalse(route.get().targets().isEmpty());
        assertEquals(route.get().targets().size(), route.get().weights().next().size());
        assertTrue(new RouteTable(route.stream().toList()).routes().contains(route.get()));
      }
    } catch (IllegalArgumentException refused) {
      assertEquals(IllegalArgumentException.class, refused.getClass()); // said by us, not by Java
      assertFalse(refused.getMessage().isEmpty());
    }
  }
}
