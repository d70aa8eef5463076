import { render } from 'preact';
import { App, applyTheme } from './app';
import { takeOverLinks } from './lib/router';
import './style.css';

applyTheme();
takeOverLinks();
render(<App />, document.getElementById('page')!);
