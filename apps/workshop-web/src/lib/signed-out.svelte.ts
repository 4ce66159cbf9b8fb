/** The sign-in dialog over the page. Browser only: nothing here is ever set while the server renders. */
export const signedOut = $state<{ open: boolean; resend?: () => void }>({ open: false });

/** Opens the dialog; `resend` runs after signing in. */
export function askToSignIn(resend?: () => void): void {
  signedOut.resend = resend;
  signedOut.open = true;
}
