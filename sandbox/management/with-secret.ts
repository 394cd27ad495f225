/** A key and its plaintext secret, which is returned only when the key is created or rolled. */
export interface WithSecret<Key> {
  key: Key;
  value: string;
}
