import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1d4f91',
    colorInfo: '#1677c8',
    colorLink: '#1d4f91',
    colorBgLayout: '#f4f6f9',
    colorText: '#1f2733',
    // Ant Design's own greys are too faint for small text on a grey page.
    colorTextSecondary: '#4d5766',
    colorTextTertiary: '#5f6978',
    colorTextDescription: '#5f6978',
    colorTextPlaceholder: '#717b8a',
    borderRadius: 6,
    // A tool for the whole day: nothing slides or fades.
    motion: false,
    fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
  },
  components: { Segmented: { itemSelectedColor: '#1d4f91', trackBg: '#e8ecf2' } },
};
