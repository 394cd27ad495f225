declare module "fs-native-extensions" {
  /** Locks a whole file for as long as this descriptor is open; false when another one has it locked. */
  export function tryLock(descriptor: number): boolean;
}
