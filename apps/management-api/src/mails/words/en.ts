/**
 * The mails in English: a subject, then paragraphs. `{name}` is put in from what the mail was queued with; `{portal}`,
 * `{tenant}` and `{companyName}` are always known. A line that begins with `{portal}` or `{url}` becomes a button. What
 * opens something is called `token` or ends in `Token`: it is forgotten once the mail is sent.
 */
export const english = {
  "confirm-address": {
    subject: "Confirm your address to open your workshop",
    body: `Hello {name},

one press and {company} gets its workshop. The link works once and for 24 hours.

{portal}/signup/confirm?token={token}

If you did not ask for a workshop, do nothing: nothing is made.`,
  },
  "account-exists": {
    subject: "You already have an account",
    body: `Hello,

somebody, probably you, asked for a workshop with this address. You have an account already: sign in and add the workshop there.

{portal}/login

If you do not know your password any more, choose a new one on that page.`,
  },
  reset: {
    subject: "Choose a new password",
    body: `Hello,

choose a new password with this link. It works once and for one hour.

{portal}{path}?token={token}

If you did not ask for it, do nothing: your password stays as it is.`,
  },
  "new-sign-in": {
    subject: "New sign-in to your account",
    body: `Hello,

somebody signed in to your account from a browser we did not know.

When: {at} (UTC)
Address: {address}
Browser: {browser}

If it was not you, choose a new password: all sessions end with it.

{portal}{path}`,
  },
  "password-changed": {
    subject: "Your password was changed",
    body: `Hello,

the password of your account was changed; all other sessions have ended.

If it was not you, choose a new one at once.

{portal}{path}`,
  },
  "factor-changed": {
    subject: "Your second factor was changed",
    body: `Hello,

the second factor of your account was {what}; all other sessions have ended.

If it was not you, choose a new password at once and tell us.

{portal}{path}`,
  },
  invitation: {
    subject: "You are invited to {companyName}",
    body: `Hello,

{inviter} invites you to {companyName} as {role}. The link works once and for 7 days. Sign in, or sign up, with this very address.

{portal}/invitation?token={token}`,
  },
  "invitation-new": {
    subject: "You are invited to {companyName}",
    body: `Hello,

{inviter} invites you to {companyName} as {role}. You have no account yet; choose a password for it first:

{portal}/reset/confirm?token={passwordToken}

Then sign in and accept. The link works once and for 7 days.

{portal}/invitation?token={token}`,
  },
  "transfer-invitation": {
    subject: "{companyName} is to be yours",
    body: `Hello,

{inviter} wants to pass the ownership of {companyName} on to you. Accept with the link, which works once and for 7 days; then {inviter} confirms, and it is yours.

{portal}/invitation?token={token}`,
  },
  "transfer-accepted": {
    subject: "Confirm that {companyName} passes to {email}",
    body: `Hello,

{email} has accepted the ownership of {companyName}. It passes when you confirm; until then nothing changes.

{portal}/workshops/{tenant}/people`,
  },
  "transfer-done": {
    subject: "{companyName} has a new owner",
    body: `Hello,

the ownership of {companyName} has passed to {email}.

{portal}/workshops`,
  },
  "workshop-ready": {
    subject: "Your workshop is ready",
    body: `Hello,

{companyName} is open. Its address is:

{url}

Open it from your account the first time; you choose the workshop's password there.

{portal}/workshops/{tenant}`,
  },
  "provisioning-failed": {
    subject: "Your workshop is not ready yet",
    body: `Hello,

preparing {companyName} did not work: {reason}

What you entered is kept, and so is the address. Try again with one press.

{portal}/workshops/{tenant}`,
  },
  "demo-confirm": {
    subject: "Confirm your address for the demo",
    body: `Hello,

one press and your demo of MechanicBuddy for {company} is on its way. The link works once and for 24 hours.

{portal}/demo/confirm?token={token}`,
  },
  "demo-received": {
    subject: "We have your request for a demo",
    body: `Hello,

thank you. We look at your request for {company} and write as soon as the demo is ready, usually within a working day.

{portal}`,
  },
  "staff-made-workshop": {
    subject: "A workshop was made for you",
    body: `Hello,

{inviter} made the workshop {company} for you. Choose a password with the link, which works once and for 24 hours.

{portal}/reset/confirm?token={token}`,
  },
  "demo-approved": {
    subject: "Your demo workshop is being prepared",
    body: `Hello,

the demo of {companyName} is yours until {until}: a workshop with customers, cars and orders to try things with. Choose a password with the link, which works once and for 7 days.

{portal}/reset/confirm?token={token}`,
  },
  "demo-approved-again": {
    subject: "Your demo workshop is being prepared",
    body: `Hello,

the demo of {companyName} is yours until {until}: a workshop with customers, cars and orders to try things with. It is among the workshops of your account.

{portal}/workshops/{tenant}`,
  },
  "demo-rejected": {
    subject: "About your request for a demo",
    body: `Hello,

we cannot give you a demo at the moment: {reason}

A free workshop is open to anyone.

{portal}/signup`,
  },
  "demo-ending": {
    subject: "Your demo ends on {until}",
    body: `Hello,

the demo of {companyName} ends on {until}. Keep it, with everything you entered, as your free workshop: one press.

{portal}/workshops/{tenant}`,
  },
  "demo-ended": {
    subject: "Your demo has ended",
    body: `Hello,

the demo of {companyName} has ended. What you entered is kept for 30 days; until then it becomes your own workshop with one press.

{portal}/workshops/{tenant}`,
  },
  "demo-converted": {
    subject: "{companyName} is yours to keep",
    body: `Hello,

the demo of {companyName} is now your free workshop, with everything you entered.

{portal}/workshops/{tenant}`,
  },
  "trial-ending": {
    subject: "Your trial of Professional ends on {until}",
    body: `Hello,

the trial of {companyName} ends on {until}. After it the limits of Free hold again; nothing you entered is lost.

{portal}/workshops/{tenant}/billing`,
  },
  "trial-ended": {
    subject: "Your trial of Professional has ended",
    body: `Hello,

the limits of Free hold again for {companyName}. Nothing you entered is lost.

{portal}/workshops/{tenant}/billing`,
  },
  "limit-80": {
    subject: "{companyName} uses 80 % of {limit}",
    body: `Hello,

{companyName} uses {used} of {allowed} {limit}. A larger plan lifts the limit.

{portal}/workshops/{tenant}/billing`,
  },
  "limit-100": {
    subject: "{companyName} has reached its limit of {limit}",
    body: `Hello,

{companyName} uses all {allowed} {limit} of its plan. Everything there stays open; a larger plan lets it grow.

{portal}/workshops/{tenant}/billing`,
  },
  suspended: {
    subject: "{companyName} is paused",
    body: `Hello,

{companyName} is paused: {reason}

You can still sign in, read and take everything along.

{portal}/workshops/{tenant}`,
  },
  resumed: {
    subject: "{companyName} is open again",
    body: `Hello,

{companyName} is open again.

{portal}/workshops/{tenant}`,
  },
  "inactivity-1": {
    subject: "Do you still need {companyName}?",
    body: `Hello,

nobody has worked in {companyName} for {days} days. Free workshops that rest are paused on {suspendOn}. Keep it with one press:

{portal}/keep?tenant={tenant}&token={keepToken}

Or take everything along:

{portal}/export?token={exportToken}`,
  },
  "inactivity-2": {
    subject: "{companyName} is paused on {suspendOn}",
    body: `Hello,

nobody has worked in {companyName} for {days} days. It is paused on {suspendOn}. Keep it with one press:

{portal}/keep?tenant={tenant}&token={keepToken}

Or take everything along:

{portal}/export?token={exportToken}`,
  },
  "inactivity-3": {
    subject: "Last notice: {companyName} is paused on {suspendOn}",
    body: `Hello,

nobody has worked in {companyName} for {days} days. It is paused on {suspendOn}. Keep it with one press:

{portal}/keep?tenant={tenant}&token={keepToken}

Or take everything along:

{portal}/export?token={exportToken}`,
  },
  "inactivity-suspended": {
    subject: "{companyName} is paused because nobody used it",
    body: `Hello,

nobody has worked in {companyName} for {days} days, so it rests now. Everything is kept until {deleteOn}. Open it again with one press:

{portal}/keep?tenant={tenant}&token={keepToken}

Or take everything along:

{portal}/export?token={exportToken}`,
  },
  "export-ready": {
    subject: "Everything of {companyName} to take along",
    body: `Hello,

the export of {companyName} can be downloaded until {until}.

{portal}/export?token={exportToken}`,
  },
  deleted: {
    subject: "{companyName} is deleted",
    body: `Hello,

{companyName} is deleted and closed. Its data is kept until {purgeOn}; until then an owner can bring it back.

{portal}/workshops/{tenant}

Or take everything along:

{portal}/export?token={exportToken}`,
  },
  restored: {
    subject: "{companyName} is back",
    body: `Hello,

{companyName} is back with everything in it.

{portal}/workshops/{tenant}`,
  },
  "purge-done": {
    subject: "All data of a workshop has been removed",
    body: `Hello,

the data of the workshop {company} has been removed for good. Backups that still hold it end within 30 days.

{portal}`,
  },
  "support-asked": {
    subject: "Support asks to look into {companyName}",
    body: `Hello,

{staff} of our support asks to {mode} in {companyName} for {minutes} minutes: {reason}

Nothing happens until you allow it.

{portal}/workshops/{tenant}/support`,
  },
  "support-entered": {
    subject: "Support has entered {companyName}",
    body: `Hello,

{staff} of our support is in {companyName}, to {mode}, until {until} (UTC): {reason}

Everything done there is in your history. You can end the visit at any time.

{portal}/workshops/{tenant}/support`,
  },
  "support-without-owner": {
    subject: "We are looking into {companyName}",
    body: `Hello,

{staff}, who runs the platform, looks into {companyName} without having been asked: {reason}

This happens for abuse and by law only. It is in your history.

{portal}/workshops/{tenant}/support`,
  },
  "staff-invitation": {
    subject: "You are invited to run MechanicBuddy",
    body: `Hello {name},

{inviter} invites you to the staff as {role}. Choose a password with the link, which works once and for one hour, and then set up a second factor.

{portal}/operate/accept?token={token}`,
  },
  "staff-failed-job": {
    subject: "Job failed: {kind} of {about}",
    body: `The job {kind} of {about} has failed at step {step}: {reason}

{portal}/operate/jobs/{job}`,
  },
  "staff-instance-filling": {
    subject: "{instance} is {percent} % full",
    body: `{instance} holds {tenants} of {places} workshops.

{portal}/operate/instances`,
  },
  "staff-instance-silent": {
    subject: "{instance} reports nothing",
    body: `{instance} has not reported for a day. Until it does, none of its workshops is treated as inactive.

{portal}/operate/instances`,
  },
  "staff-drift": {
    subject: "{count} things are not as they should be",
    body: `The check of everything outside found {count} differences.

{portal}/operate/drift`,
  },
  "staff-disposable-address": {
    subject: "Signup with a throw-away address",
    body: `{email} signed up for {company}. The address belongs to a service of throw-away addresses; nothing was refused.

{portal}/operate/tenants`,
  },
} as const;
