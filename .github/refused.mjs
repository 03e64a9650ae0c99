// Fails unless every step whose id begins with `refused-` has failed. STEPS is the `steps` context.

const steps = Object.entries(JSON.parse(process.env['STEPS'] ?? '{}'));
const refusals = steps.filter(([id]) => id.startsWith('refused-'));
const accepted = refusals.filter(([, { outcome }]) => outcome !== 'failure').map(([id]) => id);
if (refusals.length === 0 || accepted.length > 0) {
  console.log(`::error::of ${refusals.length} steps not refused: ${accepted.join(', ')}`);
  process.exitCode = 1;
}
