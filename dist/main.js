import { main } from './index.js';
await main();
process.exit();
