import { Image, Popconfirm } from 'antd';
import type { FileView } from '../../contract';
import { describeFile } from './describe-file';
import { downloadAddress, inlineAddress, previewAddress, unsafeAddress } from './file-address';
import { FileDeeds } from './FileDeeds';
import { FileIcon } from './FileIcon';
import { OriginalLink } from './OriginalLink';

type Props = {
  readonly file: FileView;
  /** Says an image's name too, with a way to download it. */
  readonly named?: boolean;
};

/** A file as it stands in the conversation or in the list of files: an image to look at, anything else to download. */
export function FileLine(props: Props) {
  return (
    <div className="file">
      <FileItself {...props} />
      {props.named && <OriginalLink file={props.file} />}
      <FileDeeds file={props.file} />
    </div>
  );
}

function FileItself({ file, named = false }: Props) {
  const inline = inlineAddress(file);
  const url = downloadAddress(file);
  if (inline !== undefined) {
    return (
      <div className="file-image">
        <Image
          src={previewAddress(file) ?? inline}
          preview={{ src: inline }}
          alt={file.name}
          width={200}
          height={150}
          loading="lazy"
        />
        {named && (
          <a href={url} download>
            <bdi>{file.name}</bdi> · {describeFile(file)}
          </a>
        )}
      </div>
    );
  }
  const words = (
    <>
      <FileIcon file={file} />
      <span className="file-words">
        <bdi className="file-name">{file.name}</bdi>
        <span className="file-about">{describeFile(file)}</span>
      </span>
    </>
  );
  const unsafe = unsafeAddress(file);
  if (unsafe !== undefined) {
    return (
      <Popconfirm
        title="Tệp này có thể gây hại cho máy. Vẫn tải về?"
        description="Tệp được lưu với đuôi .cach-ly và không tự mở. Chỉ mở trên máy đã có phần mềm diệt vi-rút."
        okText="Tải về"
        cancelText="Không tải"
        onConfirm={() => window.location.assign(unsafe)}
      >
        <button type="button" className="file-line file-quarantined">
          {words}
        </button>
      </Popconfirm>
    );
  }
  return url === undefined ? (
    <div className={`file-line file-${file.state}`}>{words}</div>
  ) : (
    <a className="file-line" href={url} download>
      {words}
    </a>
  );
}
