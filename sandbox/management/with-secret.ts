/** A key and its plaintext secret. The secret is only returned when it is created or rolled. */
export interface WithSecret<Key> {
  key: Key;
  value: string;
}
