// A registry value without its name: the type number and the bytes exactly as stored.

export type RawValue = { readonly type: number; readonly data: Uint8Array };
