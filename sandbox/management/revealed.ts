/** A key together with its secret, which exists in the clear only in the answer that made it. */
export interface Revealed<Key> {
  key: Key;
  value: string;
}
