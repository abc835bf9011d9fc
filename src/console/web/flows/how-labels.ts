import type { InFlightChoice } from '../../flow-contract';

/** What becomes of conversations under way, as an admin chooses it and reads it afterwards. */
export const howLabels: Readonly<
  Record<InFlightChoice, { readonly title: string; readonly hint: string; readonly done: string }>
> = {
  drain: {
    title: 'Đi tiếp theo bản cũ đến hết',
    hint: 'Chỉ cuộc trò chuyện mới theo bản mới. Người đang trả lời không nhận thấy gì.',
    done: 'Cuộc đang dở đi tiếp theo bản cũ.',
  },
  move: {
    title: 'Chuyển sang bản mới ở đúng bước đang đứng',
    hint: 'Ai đang ở bước mà bản mới cũng có, cùng loại câu trả lời, thì chuyển sang; câu hỏi đã sửa được hỏi lại. Người khác đi tiếp theo bản cũ.',
    done: 'Cuộc đang dở chuyển sang bản mới nếu hợp.',
  },
  restart: {
    title: 'Bắt đầu lại theo bản mới',
    hint: 'Hệ thống xin lỗi và bắt đầu lại kịch bản; câu đã trả lời mà còn hợp thì không hỏi lại. Ai đang nói chuyện với cán bộ, hoặc im lặng quá 23 giờ, thì đi tiếp theo bản cũ.',
    done: 'Cuộc đang dở bắt đầu lại theo bản mới.',
  },
};
