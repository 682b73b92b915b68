/** Starts the duty officer's page. */

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { StyleProvider, legacyLogicalPropertiesTransformer } from '@ant-design/cssinjs'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import { App } from './app.tsx'
import { applyTokens, theme } from './tokens.ts'
import './console.css'

applyTokens(document.documentElement)

const page = document.querySelector('#page')
if (page)
  createRoot(page).render(
    <StrictMode>
      {/* Chromium 87 knows neither `:where` nor logical properties (docs of antd, "CSS compatible"). */}
      <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
        <ConfigProvider locale={zhCN} theme={theme} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
          <App />
        </ConfigProvider>
      </StyleProvider>
    </StrictMode>,
  )
