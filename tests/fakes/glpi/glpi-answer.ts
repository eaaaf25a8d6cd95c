// What the fake GLPI answers: status, headers that matter, body; errors as the arrays that were recorded.
export interface GlpiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const documented = new Map<string, [number, string]>([
  ['ERROR_APP_TOKEN_PARAMETERS_MISSING', [400, 'missing parameter app_token; view documentation in your browser']],
  ['ERROR_WRONG_APP_TOKEN_PARAMETER', [400, 'parameter app_token seems wrong; view documentation in your browser']],
  [
    'ERROR_LOGIN_PARAMETERS_MISSING',
    [400, 'parameter(s) login, password or user_token are missing; view documentation in your browser'],
  ],
  ['ERROR_GLPI_LOGIN_USER_TOKEN', [401, 'parameter user_token seems invalid']],
  [
    'ERROR_SESSION_TOKEN_MISSING',
    [400, 'parameter session_token is missing or empty; view documentation in your browser'],
  ],
  ['ERROR_SESSION_TOKEN_INVALID', [401, 'session_token seems invalid']],
  [
    'ERROR_JSON_PAYLOAD_FORBIDDEN',
    [400, 'GET Request should not have json payload (http body); view documentation in your browser'],
  ],
  ['ERROR_JSON_PAYLOAD_INVALID', [400, 'JSON payload seems not valid']],
  ['ERROR_BAD_ARRAY', [400, 'input parameter must be an array of objects; view documentation in your browser']],
  [
    'ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM',
    [400, 'resource not found or not an instance of CommonDBTM; view documentation in your browser'],
  ],
  ['ERROR_ITEM_NOT_FOUND', [404, 'Item not found']],
  ['ERROR_RIGHT_MISSING', [403, "You don't have permission to perform this action."]],
  ['ERROR_RANGE_EXCEED_TOTAL', [400, 'Provided range exceed total count of data; view documentation in your browser']],
  ['ERROR', [400, 'Bad field ID in search criteria; view documentation in your browser']],
]);

export function error(code: string): GlpiAnswer {
  const [status, text] = documented.get(code) ?? [400, ''];
  return { status, body: [code, text] };
}

/** 400 with the text that GLPI gives, which may be empty or null. */
export function refused(code: string, text: string | null): GlpiAnswer {
  return { status: 400, body: [code, text] };
}

export const noRight = (code: string): GlpiAnswer => refused(code, "You don't have permission to perform this action.");

export function created(base: string, type: string, id: number, message: string): GlpiAnswer {
  return { status: 201, body: { id, message }, headers: { location: `${base}/${type}/${String(id)}` } };
}

export function listed(type: string, rows: readonly unknown[]): GlpiAnswer {
  const range: Record<string, string> =
    rows.length === 0 ? {} : { 'Content-Range': `0-${String(rows.length - 1)}/${String(rows.length)}` };
  return { status: 200, body: rows, headers: { 'Accept-Range': `${type} 1000`, ...range } };
}
