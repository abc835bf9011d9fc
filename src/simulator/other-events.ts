import type { Json } from './json';
import { newMid, nextTime, threadOf, type PeopleDeps } from './people';
import { isSubscribed } from './subscription';

/**
 * What else Meta tells of a chat (Messenger Platform, Webhook events), beside what people do in it. The names are the
 * simulator's own.
 */
export const otherEvents = [
  'referral',
  'optin',
  'edit',
  'unsend',
  'unreact',
  'unknown-attachment',
  'response-feedback',
  'messaging-feedback',
  'customer-information',
  'account-linking',
  'policy-warning',
  'policy-block',
  'policy-unblock',
  'app-roles',
  'inbox-label',
  'template-status',
  'unknown',
] as const;
export type OtherEvent = (typeof otherEvents)[number];

/** There is nothing in the thread that such an event could be about, or the application has not asked for it. */
export class NothingToTell extends Error {}

const NO_MESSAGE = 'Trong cuộc trò chuyện này chưa có tin nhắn nào để làm việc đó.';
const NOT_SUBSCRIBED = 'Hệ thống chưa đăng ký nhận loại sự kiện này, nên Facebook không gửi.';

type Told = { readonly in: 'messaging' | 'changes'; readonly event: Json };

/** @throws NothingToTell where it needs a message that was never sent, or nobody wants to hear of it */
export function otherEvent(deps: Deps, psid: string, name: OtherEvent): Told {
  const told = eventOf(deps, psid, name);
  if (!isSubscribed(deps.ledger.state.fields, told)) throw new NothingToTell(NOT_SUBSCRIBED);
  return told;
}

type Deps = Pick<PeopleDeps, 'ledger' | 'clock' | 'pageId' | 'appId'>;

function eventOf({ ledger, clock, pageId, appId }: Deps, psid: string, name: OtherEvent): Told {
  const thread = threadOf(ledger, psid);
  const from = { sender: { id: psid }, recipient: { id: pageId }, timestamp: nextTime(clock, thread) };
  const inChat = (content: Json): Told => ({ in: 'messaging', event: { ...from, ...content } });
  const change = (field: string, value: Json): Told => ({ in: 'changes', event: { field, value } });
  const lastOf = (who: 'citizen' | 'page') => {
    const last = thread.messages.findLast(
      (message) => (message.from === 'citizen') === (who === 'citizen') && message.text !== undefined,
    );
    if (!last) throw new NothingToTell(NO_MESSAGE);
    return last;
  };
  switch (name) {
    case 'referral':
      return inChat({ referral: { ref: 'to-roi', source: 'SHORTLINK', type: 'OPEN_THREAD' } });
    case 'optin':
      return inChat({ optin: { type: 'notification_messages', payload: 'NHAN_TIN', title: 'Nhận tin' } });
    case 'edit': {
      const { mid, text = '' } = lastOf('citizen');
      return inChat({ message_edit: { mid, text: `${text} (đã sửa)`, num_edit: 1 } });
    }
    case 'unsend':
      return inChat({ message: { mid: lastOf('citizen').mid, is_deleted: true } });
    case 'unreact':
      return inChat({ reaction: { mid: lastOf('page').mid, action: 'unreact' } });
    case 'unknown-attachment':
      return inChat({
        message: { mid: newMid(), attachments: [{ type: 'hologram', payload: { title: 'Loại mới' } }] },
      });
    case 'response-feedback':
      return inChat({ response_feedback: { feedback: 'Good response', mid: lastOf('page').mid } });
    case 'messaging-feedback':
      return inChat({
        messaging_feedback: { feedback_screens: [{ screen_id: 0, questions: { q1: { payload: '5' } } }] },
      });
    case 'customer-information':
      return inChat({
        messaging_customer_information: {
          screens: [{ screen_id: 's', responses: [{ key: 'city', value: 'Hải Phòng' }] }],
        },
      });
    case 'account-linking':
      return inChat({ account_linking: { status: 'unlinked' } });
    case 'policy-warning':
      return aboutPage({ policy_enforcement: { action: 'warning', reason: 'Thử cảnh báo' } });
    case 'policy-block':
      return aboutPage({ policy_enforcement: { action: 'block', reason: 'Thử chặn' } });
    case 'policy-unblock':
      return aboutPage({ policy_enforcement: { action: 'unblock' } });
    case 'app-roles':
      return aboutPage({ app_roles: { [appId]: ['primary_receiver'] } });
    case 'inbox-label':
      return change('inbox_labels', {
        user: { id: psid },
        action: 'add',
        label: { id: '1', page_label_name: 'gap' },
      });
    case 'template-status':
      return change('message_template_status_update', {
        event: 'PAUSED',
        message_template_name: 'co_tra_loi',
      });
    case 'unknown':
      return inChat({ something_new: { about: 'nobody knows' } });
  }

  function aboutPage(content: Json): Told {
    return { in: 'messaging', event: { recipient: { id: pageId }, timestamp: clock.now(), ...content } };
  }
}
