import type { Request } from 'express';
import { isObject, isText, type Json } from './json';
import { parameter, type Refusal } from './refusal';

export type Upload = { readonly name: string; readonly contentType: string; readonly content: Uint8Array };

export type GraphRequest = {
  readonly method: string;
  /** Without the version: `/me/messages`. */
  readonly path: string;
  readonly node: string;
  readonly edge: string | undefined;
  /** Query and body together, as Meta reads them. */
  readonly params: Json;
  readonly token: string | undefined;
  readonly upload: Upload | undefined;
};

/** A Graph call in any of the forms that Meta takes: JSON, form, multipart, query. */
export async function readGraphRequest(request: Request): Promise<GraphRequest | Refusal> {
  const [first = '', ...rest] = request.path.split('/').filter((part) => part !== '');
  const [node = '', edge] = /^v\d+\.\d+$/.test(first) ? rest : [first, ...rest];
  const form = await readBody(request);
  if (form === undefined) return parameter('The body is not valid multipart/form-data');
  const params = unpack({ ...(request.query as Json), ...form.fields });
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const { access_token: token, method, ...others } = params;
  return {
    // A POST may stand for another method.
    method: isText(method) ? method.toUpperCase() : request.method,
    path: `/${[node, edge].filter((part) => part !== undefined).join('/')}`,
    node,
    edge,
    params: others,
    token: bearer ?? (isText(token) ? token : undefined),
    upload: form.upload,
  };
}

async function readBody(
  request: Request,
): Promise<{ readonly fields: Json; readonly upload?: Upload } | undefined> {
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array)) return { fields: isObject(body) ? body : {} };
  try {
    const form = await readForm(body, request.get('content-type') ?? '');
    return { fields: form.fields, upload: form.files[0] };
  } catch {
    return undefined;
  }
}

/** Node reads multipart by itself, behind the face of a fetch response. */
export async function readForm(
  body: Uint8Array,
  contentType: string,
): Promise<{ readonly fields: Record<string, string>; readonly files: readonly Upload[] }> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'Content-Type': contentType },
  }).formData();
  const fields: Record<string, string> = {};
  const files: Upload[] = [];
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields[name] = value;
    else
      files.push({
        name: value.name,
        contentType: value.type,
        content: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { fields, files };
}

/** In a form or a query, objects arrive as JSON text. */
function unpack(params: Json): Json {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      if (!isText(value) || !/^\s*[[{]/.test(value)) return [key, value];
      try {
        return [key, JSON.parse(value) as unknown];
      } catch {
        return [key, value];
      }
    }),
  );
}
