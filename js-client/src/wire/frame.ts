/** One frame of the original wire, decoded. */
export interface Frame {
  readonly identity: string;
  readonly content: string;
  readonly msg_type?: string;
}
