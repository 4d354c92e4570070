import type { Frame } from '../wire/frame';
import type { SubSocket as SubSocketApi } from '../api/socket';
import { SUB } from '../api/constants';
import { notify } from '../report';
import { VirtualSocket } from './socket';

/** Hands each delivery to the page. */
export class SubSocket extends VirtualSocket implements SubSocketApi {
  readonly type = SUB;
  onmessage: ((content: string) => void) | null = null;

  protected override onMessage(frame: Frame): void {
    notify(this, this.onmessage, frame.content);
  }
}
