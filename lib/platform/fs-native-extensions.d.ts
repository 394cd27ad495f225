declare module "fs-native-extensions" {
  /** Locks a whole file for as long as this descriptor is open; false when another descriptor has locked it. */
  export function tryLock(descriptor: number): boolean;
}
