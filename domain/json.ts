// JSON as a type: what may travel in a record, and nothing else.
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
