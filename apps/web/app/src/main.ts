import 'vant/es/style/base.css';
import 'vant/es/button/index.css';
import 'vant/es/tag/index.css';
import './ui/base.css';
import './ui/fields.css';
import { createApp } from 'vue';
import App from './App.vue';
import { applySettings } from './ui/settings.ts';

applySettings();
createApp(App).mount('#app');
