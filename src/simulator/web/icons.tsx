const Icon = ({ d, filled = false }: { readonly d: string; readonly filled?: boolean }) => (
  <svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    aria-hidden="true"
    focusable="false"
    className={filled ? 'icon filled' : 'icon'}
  >
    <path d={d} />
  </svg>
);

export const BackIcon = () => <Icon d="M15 5l-7 7 7 7" />;
export const CloseIcon = () => <Icon d="M6 6l12 12M18 6L6 18" />;
export const PlusIcon = () => <Icon d="M12 5v14M5 12h14" />;
export const MenuIcon = () => <Icon d="M4 6h16M4 12h16M4 18h16" />;
export const ColumnsIcon = () => <Icon d="M4 5h7v14H4zM14 5h6v14h-6z" />;
export const ImageIcon = () => <Icon d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01" />;
export const ClipIcon = () => (
  <Icon d="M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3" />
);
export const PinIcon = () => (
  <Icon d="M12 21s-7-6-7-11.5a7 7 0 0 1 14 0C19 15 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z" />
);
export const LikeIcon = () => (
  <Icon
    filled
    d="M2 10h4v11H2zM8 21h9.3c1 0 1.8-.6 2.1-1.5l2.4-7A2 2 0 0 0 19.9 10H14l1-4.6A2 2 0 0 0 13.1 3L8 10z"
  />
);
export const SendIcon = () => <Icon filled d="M3 20.5l18-8.5L3 3.5 3 10l11 2-11 2z" />;
export const FileIcon = () => <Icon d="M6 3h8l4 4v14H6zM14 3v4h4" />;
export const LinkIcon = () => <Icon d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5" />;
export const PhoneIcon = () => (
  <Icon d="M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />
);
export const FlaskIcon = () => (
  <Icon d="M9 3h6M10 3v6L4.5 19a1.4 1.4 0 0 0 1.2 2h12.6a1.4 1.4 0 0 0 1.2-2L14 9V3M7.5 15h9" />
);
