import 'vant/es/style/base.css';
import 'vant/es/button/index.css';
import 'vant/es/tag/index.css';
import './ui/base.css';
import './ui/fields.css';
import { createApp } from 'vue';
import App from './App.vue';
import { applySettings } from './ui/settings.ts';
import { keepApp } from './ui/updates.ts';

applySettings();
createApp(App).mount('#app');
if (!import.meta.env.DEV) void keepApp().catch(() => undefined); // a browser that keeps nothing works all the same
