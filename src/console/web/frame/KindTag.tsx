import { Tag } from 'antd';
import type { Kind } from '../../../cases/case';
import { kindColors, kindLabels } from '../wording/labels';

export function KindTag({ kind }: { readonly kind: Kind }) {
  return <Tag color={kindColors[kind]}>{kindLabels[kind]}</Tag>;
}
