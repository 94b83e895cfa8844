/** Closures as the office keeps them. */
export const CLOSURES_PATH = "/office/closures";
export const NEW_CLOSURE_PATH = `${CLOSURES_PATH}/new`;
export const closurePath = (closureId: string): string => `${CLOSURES_PATH}/${encodeURIComponent(closureId)}`;
