/** Text as it stands in a page. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** A plain page without scripts, for anybody's telephone. @param body is markup already */
export const showPage = (title: string, body: string): string => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
body { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; font: 1.0625rem/1.6 system-ui, sans-serif; color: #1c1e21; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { font-size: 1.125rem; margin: 1.75rem 0 0.25rem; }
p, ul { margin: 0.25rem 0 0.75rem; }
.code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid #d0d4d9; color: #4b4f56; }
</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;

export const paragraph = (text: string): string => `<p>${escape(text).replaceAll('\n', '<br>')}</p>`;
