import { createHmac } from 'node:crypto';
import { checkProfile } from './check-profile';
import { isObject, type Json } from './json';
import type { GraphRequest } from './read-graph-request';
import { parameter, type GraphAnswer, type Refusal } from './refusal';
import { appWebhooks } from './app-webhooks';
import { listOf } from './list-of';
import { inboxAppId } from './people';
import { newAttachmentId, sendFromPage, type SendDeps } from './send-from-page';
import { allFields } from './state';
import { storeFile } from './store-file';
import { checkMedia, takeMedia } from './take-media';

export type EdgeDeps = SendDeps & {
  readonly pageName: string;
  readonly appSecret: string;
  readonly pageToken: string;
  readonly tokenExpired: () => boolean;
};

const success: GraphAnswer = { body: { success: true } };
const refuse = (refusal: Refusal): GraphAnswer => ({ refusal });

/** What the Graph API answers to a request whose way was not barred. */
export async function answerGraph(deps: EdgeDeps, request: GraphRequest): Promise<GraphAnswer> {
  const { method, node, edge } = request;
  if (request.token === `${deps.appId}|${deps.appSecret}`) {
    if (node === 'debug_token' && method === 'GET') return debugToken(deps, request);
    if (node === deps.appId && edge === 'subscriptions') return appWebhooks(deps, request);
  }
  const barred = checkToken(deps, request);
  if (barred) return refuse(barred);
  const isPage = node === 'me' || node === deps.pageId;
  if (node === 'debug_token' && method === 'GET') return debugToken(deps, request);
  if (edge === undefined && method === 'GET') return isPage ? page(deps, request) : person(deps, request);
  if (isPage) {
    if (edge === 'messages' && method === 'POST') return messages(deps, request);
    if (edge === 'message_attachments' && method === 'POST') return uploads(deps, request);
    if ((edge === 'pass_thread_control' || edge === 'take_thread_control') && method === 'POST')
      return threadControl(deps, request);
    if (edge === 'messenger_profile') return profile(deps, request);
    if (edge === 'subscribed_apps') return subscribedApps(deps, request);
  }
  return refuse({ code: 2500, message: `Unknown path components: /${edge ?? node}` });
}

function checkToken(deps: EdgeDeps, { token, params }: GraphRequest): Refusal | undefined {
  if (token === undefined)
    return {
      code: 2500,
      message: 'An active access token must be used to query information about the current user.',
    };
  if (deps.tokenExpired())
    return { code: 190, subcode: 463, message: 'Error validating access token: Session has expired.' };
  if (token !== deps.pageToken)
    return { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
  const proof = params.appsecret_proof;
  if (proof !== undefined && proof !== createHmac('sha256', deps.appSecret).update(token).digest('hex')) {
    return parameter('Invalid appsecret_proof provided in the API argument');
  }
  return undefined;
}

async function messages(deps: EdgeDeps, request: GraphRequest): Promise<GraphAnswer> {
  const body = withUpload(deps, request);
  if ('refusal' in body) return body;
  const answer = await sendFromPage(deps, body.params);
  if (answer.type === 'refused') return refuse(answer.refusal);
  return {
    body: { recipient_id: answer.psid, ...(answer.mid ? { message_id: answer.mid } : {}) },
    mid: answer.mid,
  };
}

/** A file sent in the same call becomes an uploaded attachment first. */
function withUpload(
  deps: EdgeDeps,
  { params, upload }: GraphRequest,
): { readonly params: Json } | { readonly refusal: Refusal } {
  const message = isObject(params.message) ? params.message : {};
  const attachment = isObject(message.attachment) ? message.attachment : undefined;
  if (upload === undefined || attachment === undefined) return { params };
  const refusal = checkMedia(String(attachment.type), upload);
  if (refusal) return { refusal };
  const id = keep(deps, String(attachment.type), storeFile(deps.ledger, upload).id);
  return {
    params: {
      ...params,
      message: { ...message, attachment: { type: attachment.type, payload: { attachment_id: id } } },
    },
  };
}

/** As a default application may; where the thread comes from or goes to the inbox, whoever gets it hears of it. */
function threadControl(deps: EdgeDeps, { edge, params }: GraphRequest): GraphAnswer {
  const psid = isObject(params.recipient) ? String(params.recipient.id) : '';
  const thread = deps.ledger.state.threads.get(psid);
  if (!thread) return refuse(parameter('No matching user found', 2018001));
  const isTaken = edge === 'take_thread_control';
  if (!isTaken && String(params.target_app_id) !== String(inboxAppId))
    return refuse(parameter('Param target_app_id must be an app of this page'));
  if (!isTaken && thread.owner !== 'app')
    return refuse({ code: 100, subcode: 2534037, message: '(#100) This app does not control the thread' });
  deps.ledger.write({ type: 'owner', psid, owner: isTaken ? 'app' : 'inbox' });
  return success;
}

async function uploads(deps: EdgeDeps, { params, upload }: GraphRequest): Promise<GraphAnswer> {
  const attachment =
    isObject(params.message) && isObject(params.message.attachment) ? params.message.attachment : undefined;
  const type = String(attachment?.type);
  if (!['image', 'audio', 'video', 'file'].includes(type))
    return refuse(parameter('Param message[attachment][type] must be one of {AUDIO, FILE, IMAGE, VIDEO}'));
  if (upload) {
    const refusal = checkMedia(type, upload);
    return refusal
      ? refuse(refusal)
      : { body: { attachment_id: keep(deps, type, storeFile(deps.ledger, upload).id) } };
  }
  const file = await takeMedia(deps, type, isObject(attachment?.payload) ? attachment.payload : {});
  return 'code' in file ? refuse(file) : { body: { attachment_id: keep(deps, type, file.id) } };
}

function keep(deps: EdgeDeps, kind: string, fileId: string): string {
  const id = newAttachmentId();
  deps.ledger.write({ type: 'attachment', id, fileId, kind, at: deps.clock.now() });
  return id;
}

function profile(deps: EdgeDeps, { method, params }: GraphRequest): GraphAnswer {
  const { fields, appsecret_proof: _proof, ...change } = params;
  const current = deps.ledger.state.profile;
  if (method === 'GET') {
    const wanted = listOf(fields);
    return {
      body: { data: [Object.fromEntries(Object.entries(current).filter(([key]) => wanted.includes(key)))] },
    };
  }
  if (method === 'DELETE') {
    const gone = listOf(fields);
    if (gone.length === 0) return refuse(parameter('The parameter fields is required'));
    deps.ledger.write({
      type: 'profile',
      profile: Object.fromEntries(Object.entries(current).filter(([key]) => !gone.includes(key))),
    });
    return { body: { result: 'success' } };
  }
  const refusal = checkProfile(change, current);
  if (refusal) return refuse(refusal);
  deps.ledger.write({ type: 'profile', profile: { ...current, ...change } });
  return { body: { result: 'success' } };
}

function subscribedApps(deps: EdgeDeps, { method, params }: GraphRequest): GraphAnswer {
  const { fields } = deps.ledger.state;
  if (method === 'GET')
    return {
      body: {
        data: fields === null ? [] : [{ id: deps.appId, name: 'Tiếp Nhận', subscribed_fields: fields }],
      },
    };
  if (method === 'DELETE') {
    deps.ledger.write({ type: 'subscription', fields: null });
    return success;
  }
  const wanted = listOf(params.subscribed_fields);
  const unknown = wanted.filter((field) => !(allFields as readonly string[]).includes(field));
  if (wanted.length === 0) return refuse(parameter('The parameter subscribed_fields is required'));
  if (unknown.length > 0)
    return refuse(
      parameter(
        `Param subscribed_fields[0] must be one of {${allFields.join(', ')}} - got "${unknown.join(', ')}"`,
      ),
    );
  deps.ledger.write({ type: 'subscription', fields: wanted });
  return success;
}

function page(deps: EdgeDeps, { params }: GraphRequest): GraphAnswer {
  const all: Json = {
    id: deps.pageId,
    name: deps.pageName,
    messaging_feature_status: { hop_v2: true, msgr_multi_app: false, ig_multi_app: false },
  };
  const wanted = ['id', ...(params.fields === undefined ? ['name'] : listOf(params.fields))];
  return { body: Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key))) };
}

function person(deps: EdgeDeps, { node, params }: GraphRequest): GraphAnswer {
  const citizen = deps.ledger.state.threads.get(node)?.citizen;
  if (citizen === undefined)
    return refuse({
      code: 100,
      subcode: 33,
      message: `Unsupported get request. Object with ID '${node}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    });
  const words = citizen.name.split(/\s+/);
  const all: Json = {
    first_name: words.at(-1),
    last_name: words.slice(0, -1).join(' '),
    name: citizen.name,
    profile_pic: `${deps.baseUrl()}/avatars/${Number(citizen.id.slice(1)) % 8}.svg`,
  };
  const wanted =
    params.fields === undefined ? ['first_name', 'last_name', 'profile_pic'] : listOf(params.fields);
  return {
    body: { ...Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key))), id: node },
  };
}

function debugToken(deps: EdgeDeps, { params }: GraphRequest): GraphAnswer {
  const invalid =
    params.input_token !== deps.pageToken
      ? { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' }
      : deps.tokenExpired()
        ? { code: 190, subcode: 463, message: 'Error validating access token: Session has expired.' }
        : undefined;
  if (invalid) return { body: { data: { is_valid: false, error: invalid, scopes: [] } } };
  const scopes = [
    'pages_messaging',
    'pages_manage_metadata',
    'pages_show_list',
    'pages_read_engagement',
    'business_management',
  ];
  return {
    body: {
      data: {
        app_id: deps.appId,
        type: 'PAGE',
        application: 'Tiếp Nhận',
        is_valid: true,
        expires_at: 0,
        data_access_expires_at: 0,
        profile_id: deps.pageId,
        scopes,
      },
    },
  };
}
