import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import viVN from 'antd/es/locale/vi_VN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './Console';
import { CrashGuard } from './frame/CrashGuard';
import { createQueryClient } from './server/query-client';
import { theme } from './theme';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"');

createRoot(root).render(
  <StrictMode>
    <ConfigProvider locale={viVN} theme={theme}>
      <CrashGuard>
        <QueryClientProvider client={createQueryClient()}>
          <Console />
        </QueryClientProvider>
      </CrashGuard>
    </ConfigProvider>
  </StrictMode>,
);
