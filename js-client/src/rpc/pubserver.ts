import type { PubRPCServerConstructor } from '../api/rpc';
import type { SubSocket } from '../api/socket';
import { notify, report } from '../report';
import { serving } from './serving';

/** Runs the calls that a SUB socket brings; nobody is answered. */
export const PubRPCServer = serving<SubSocket>((server, socket, dispatch) => {
  socket.onmessage = (content) => {
    dispatch(content, () => '').catch((error: unknown) => {
      if (!notify(server, server.onerror, error)) {
        report(error);
      }
    });
  };
}) as PubRPCServerConstructor;
