import type { decideEstimate } from "@mechanicbuddy/contract/estimates";
import type { Input } from "@mechanicbuddy/contract/route";
import type { FormReader } from "#lib/server/form-reader.ts";

type Answer = Input<typeof decideEstimate>["body"];

/** Names of the answer's fields, one set per job. */
export const answerFields = {
  decision: (jobId: string) => `decision-${jobId}`,
  comment: (jobId: string) => `comment-${jobId}`,
};

const pictureStart = "data:image/png;base64,";

/** What the customer's form says. `all` is the button "Yes to all": it stands above every single choice. */
export function answerOf(form: FormReader): Answer {
  const all = form.text("all") === "approved";
  const decisions = form.all("job").flatMap((jobId): Answer["decisions"] => {
    const decision = all ? "approved" : form.text(answerFields.decision(jobId));
    if (decision !== "approved" && decision !== "declined") return [];
    return [{ jobId, decision, comment: form.optional(answerFields.comment(jobId)) }];
  });
  const picture = form.text("signature");
  return {
    number: form.text("number"),
    name: form.text("name").trim(),
    decisions,
    signaturePng: picture.startsWith(pictureStart) ? picture.slice(pictureStart.length) : undefined,
  };
}
