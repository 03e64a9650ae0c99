// What an ordinary login does not need. It is bundled apart, and loaded when it is used.

export { likelyCause } from './missing-token.ts';
export { endWithCargo, logInWithCargo, logOutWithCargo, reportSwept } from './provider-login.ts';
export { exchange, revoke } from './registry/trusted-publishing.ts';
export { verify } from './registry/verify.ts';
