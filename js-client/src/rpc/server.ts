import type { RPCServerConstructor } from '../api/rpc';
import type { RepSocket } from '../api/socket';
import type { RpcError } from '../errors';
import { notify } from '../report';
import { encodeError, encodeValue } from './call';
import { serving } from './serving';

/** Answers every request on a REP socket. */
export const RPCServer = serving<RepSocket>((server, socket, dispatch) => {
  socket.onrequest = async (ask) => {
    try {
      ask.send(await dispatch(ask.body, encodeValue));
    } catch (error) {
      ask.send(encodeError(error as RpcError));
      notify(server, server.onerror, error);
    }
  };
}) as RPCServerConstructor;
