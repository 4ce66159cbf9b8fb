/** What every mail says. `{{link}}` and the others are filled in and escaped. */
export const mailTexts = {
  verify: {
    subject: "Confirm your address",
    text: "Welcome to Mechanics Mate.\n\nConfirm this address within 24 hours:\n{{link}}\n\nIf you did not sign up, do nothing: without the click nothing happens.",
  },
  known_address: {
    subject: "You already have an account",
    text: "Somebody, perhaps you, signed up with this address. You have an account already:\n{{link}}\n\nIf it was not you, nothing needs doing.",
  },
  welcome: {
    subject: "Your address is confirmed",
    text: "Your address is confirmed. Begin with the car you work on:\n{{link}}",
  },
  reset: {
    subject: "Set a new password",
    text: "Set a new password within an hour:\n{{link}}\n\nIf you did not ask for it, do nothing: your password stays.",
  },
  password_changed: {
    subject: "Your password was changed",
    text: "The password of your account was changed just now, and all other devices were signed out.\n\nIf it was not you, set a new one at once:\n{{link}}",
  },
  many_failures: {
    subject: "Wrong passwords for your account",
    text: "Somebody entered five wrong passwords for your account. It waits a while before each further try.\n\nIf it was you and you forgot it, set a new one:\n{{link}}",
  },
  payment_failed: {
    subject: "A payment failed",
    text: "The payment of your plan failed. You keep the plan until {{until}}; put it right here:\n{{link}}",
  },
  trial_ending: {
    subject: "Your trial ends soon",
    text: "Your trial ends on {{until}}. What you saved stays yours; plans are here:\n{{link}}",
  },
  answers_nearly_used: {
    subject: "Four fifths of your plan's answers are used",
    text: "Four fifths of what your plan includes of answers by a model are used. It begins anew on {{until}}. Answers from our tables stay free of a limit. Plans are here:\n{{link}}",
  },
  export_ready: {
    subject: "Your data is ready",
    text: "Everything we hold about you is ready to download until {{until}}:\n{{link}}",
  },
  closed: {
    subject: "Your account is closed",
    text: "Your account is closed. Everything in it is erased on {{until}}; records of payments are kept as long as the law asks.\n\nIf it was not you, answer this mail.",
  },
  text_opened: {
    subject: "An administrator read a conversation",
    text: "An administrator opened the text of one of your conversations on {{until}}.\nReason given: {{reason}}\n\nWhat we may read and when is on this page:\n{{link}}",
  },
} as const;
export type MailKind = keyof typeof mailTexts;
