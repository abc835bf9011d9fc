import { isAxiosError } from 'axios';
import { openGraph, type GraphOptions } from './graph';
import { judgeAnswer, type SendResult } from './judge-answer';
import type { Door } from './judge-send';
import type { MessageBody } from './render';

export type MessengerClient = {
  /** `metadata` comes back in the echo, so that a send whose answer was lost can be settled. */
  send(to: Recipient, body: MessageBody, metadata: string, door?: OpenDoor): Promise<SendResult>;
  /** Uploads the file and sends it, in one call. */
  sendFile(psid: string, file: FileToSend, metadata: string): Promise<SendResult>;
  /** The typing sign and the like; a failure is of no consequence. */
  act(psid: string, action: 'typing_on'): Promise<void>;
  /** Who has the thread; a refusal is of no consequence. */
  passThread(psid: string, appId: string): Promise<void>;
  takeThread(psid: string): Promise<void>;
  /** Sets the page's greeting, start button and menu. @throws when Meta refuses. */
  setProfile(profile: Readonly<Record<string, unknown>>): Promise<void>;
  close(): void;
};

/** A PSID; or a comment, whose writer gets one private answer. */
export type Recipient = string | { readonly commentId: string };

/** Without it, an answer. */
export type OpenDoor = Exclude<Door, { type: 'none' }>;

export type FileToSend = {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
};

/** A turn waits for it, and holds its conversation for little longer. */
const CONTROL_TIMEOUT_MS = 1_500;

/** Sends for the page. What takes longer than a call may take counts as not known to have gone out. */
export function messengerClient(
  options: GraphOptions & { readonly pageId: string; readonly pageToken: string },
): MessengerClient {
  const { http: graph, proof: appsecret_proof, close } = openGraph(options, options.pageToken);
  const post = (path: string, data: object) => graph.post<unknown>(path, { ...data, appsecret_proof });
  const messages = `/${options.pageId}/messages`;
  const control = (deed: 'pass' | 'take', data: object) =>
    graph
      .post(
        `/${options.pageId}/${deed}_thread_control`,
        { ...data, appsecret_proof },
        { timeout: CONTROL_TIMEOUT_MS },
      )
      .catch(() => undefined);

  return {
    send: (to, body, metadata, door = { type: 'response' }) =>
      judge(
        post(messages, {
          ...(typeof to === 'string'
            ? { recipient: { id: to }, ...wayOf(door) }
            : { recipient: { comment_id: to.commentId } }),
          message: { ...body, metadata },
        }),
      ),
    // Not to be reused: Meta refuses that for a file that is sent in the same call.
    sendFile: (psid, file, metadata) => {
      const form = new FormData();
      form.append('recipient', JSON.stringify({ id: psid }));
      form.append('messaging_type', 'RESPONSE');
      form.append('message', JSON.stringify({ attachment: { type: 'file', payload: {} }, metadata }));
      form.append('appsecret_proof', appsecret_proof);
      const content = new Blob([Buffer.from(file.content)], { type: file.contentType });
      form.append('filedata', content, file.name);
      return judge(graph.post<unknown>(messages, form));
    },
    async act(psid, action) {
      await post(messages, { recipient: { id: psid }, sender_action: action }).catch(() => undefined);
    },
    async passThread(psid, target_app_id) {
      await control('pass', { recipient: { id: psid }, target_app_id });
    },
    async takeThread(psid) {
      await control('take', { recipient: { id: psid } });
    },
    async setProfile(profile) {
      const answer = await post('/me/messenger_profile', profile);
      if (answer.status >= 300)
        throw new Error(
          `the page's profile was refused (${JSON.stringify(judgeAnswer(answer.status, answer.data))})`,
        );
    },
    close,
  };
}

/** Retired tags are never sent: there is one left. */
function wayOf(door: OpenDoor): object {
  switch (door.type) {
    case 'response':
      return { messaging_type: 'RESPONSE' };
    case 'human-agent':
      return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
    case 'template':
      return { messaging_type: 'UTILITY' };
  }
}

async function judge(
  call: Promise<{ readonly status: number; readonly data: unknown }>,
): Promise<SendResult> {
  try {
    const answer = await call;
    return judgeAnswer(answer.status, answer.data);
  } catch (error) {
    const code = isAxiosError(error) ? (error.code ?? 'ERR') : 'ERR';
    // Refused before a byte went out: it certainly did not arrive.
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      return { type: 'retry', reason: 'Không kết nối được Facebook, hệ thống sẽ gửi lại.', code };
    }
    return { type: 'unknown', reason: 'Facebook chưa xác nhận đã nhận tin.', code };
  }
}
