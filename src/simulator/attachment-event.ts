import type { Json } from './json';
import type { StoredFile, Template, ThreadAttachment } from './thread';

/** `name` is there for people who look at the address; the id alone finds the file. */
export const filePath = (file: Pick<StoredFile, 'id' | 'name'>): string =>
  `/files/${file.id}/${encodeURIComponent(file.name)}`;

/** An attachment as it stands in an event. */
export function attachmentEvent(attachment: ThreadAttachment, baseUrl: string): Json {
  switch (attachment.type) {
    case 'sticker':
      return {
        type: 'sticker',
        payload: { url: `${baseUrl}/stickers/like.svg`, sticker_id: attachment.stickerId },
      };
    case 'location':
      return {
        type: 'location',
        title: 'Vị trí đã ghim',
        url: `https://www.openstreetmap.org/?mlat=${attachment.lat}&mlon=${attachment.long}`,
        payload: { coordinates: { lat: attachment.lat, long: attachment.long } },
      };
    default:
      return {
        type: attachment.type,
        payload: { url: baseUrl + filePath({ id: attachment.fileId, name: attachment.name }) },
      };
  }
}

/** A template as it stands in an echo. */
export function templateEvent(template: Template): Json {
  return template.type === 'button'
    ? {
        type: 'template',
        payload: { template_type: 'button', text: template.text, buttons: template.buttons },
      }
    : { type: 'template', payload: { template_type: 'generic', elements: template.elements } };
}
