import { takeReport } from "@mechanicbuddy/ui/site/csp-reports";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = ({ request }) => takeReport(request, "management-portal");
