// Functions that an ordinary login does not need. They form a second bundle, loaded on first use.

export { likelyCause } from './missing-token.ts';
export { endWithCargo, logInWithCargo, logOutWithCargo, reportSwept } from './provider-login.ts';
export { exchange, revoke } from './registry/trusted-publishing.ts';
export { verify } from './registry/verify.ts';
