/** What JSON can say. Members of objects may be undefined: they are left out, as JSON does. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one spelling of a value, to be hashed (RFC 8785): members sorted by UTF-16 code units, no white space, strings
 * exactly as given (they are NFC since they were saved). Two equal values have one spelling, two different ones never
 * share one. Numbers should be safe integers, as pence and counts are: then whoever holds a submission can spell and
 * hash it in any language, without asking how this one prints a fraction.
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  // The default order of sort() is the one RFC 8785 asks for; it is the same in every locale.
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
};

// Array.isArray does not narrow a read-only list out of a union by itself.
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
