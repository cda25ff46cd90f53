// Made by vite.config.ts from the protocol's operations.

declare module 'virtual:operations' {
  export const OPERATION_PATHS: Readonly<Record<string, readonly [method: string, path: string]>>;
}
