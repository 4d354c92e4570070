package org.zmqwebbridge.edge.jetty;

import java.util.Optional;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HostNames;

/**
 * What a listener is to go by from now on; read and checked, not in use yet.
 *
 * <p>Immutable.
 *
 * @param origins which pages may connect
 * @param hosts which names are served
 * @param limits what browsers may take
 * @param certificate another certificate or key, if the files hold one
 */
public record EdgeReload(
    OriginPolicy origins, HostNames hosts, EdgeLimits limits, Optional<TlsIdentity> certificate) {}
