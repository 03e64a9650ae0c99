import { main } from './index.ts';

await main();
// What was given up, such as a program that does not end, must not hold the step.
process.exit();
