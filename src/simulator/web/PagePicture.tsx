/** The page's round picture. */
export const PagePicture = ({ size }: { readonly size: number }) => (
  <svg
    className="page-picture"
    viewBox="0 0 32 32"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <circle cx="16" cy="16" r="16" fill="#0068d6" />
    <path
      fill="#fff"
      d="M16 7c-5.5 0-9.5 3.8-9.5 8.6 0 2.7 1.3 5 3.4 6.6V26l3.4-1.9c.9.2 1.8.3 2.7.3 5.5 0 9.5-3.9 9.5-8.8S21.5 7 16 7z"
    />
  </svg>
);
