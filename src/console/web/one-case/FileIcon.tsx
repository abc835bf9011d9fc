import {
  AudioOutlined,
  EnvironmentOutlined,
  ExclamationCircleOutlined,
  FileImageOutlined,
  FileOutlined,
  LoadingOutlined,
  StopOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { FileView } from '../../contract';

const icons: Readonly<Record<FileView['type'], ComponentType<{ 'aria-hidden': true }>>> = {
  image: FileImageOutlined,
  video: VideoCameraOutlined,
  audio: AudioOutlined,
  file: FileOutlined,
  location: EnvironmentOutlined,
};

export function FileIcon({ file }: { readonly file: FileView }) {
  if (file.state === 'wanted') return <LoadingOutlined aria-hidden />;
  if (file.state === 'missing') return <ExclamationCircleOutlined aria-hidden />;
  if (file.state === 'quarantined') return <StopOutlined aria-hidden />;
  const Icon = icons[file.type];
  return <Icon aria-hidden />;
}
