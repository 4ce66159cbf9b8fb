import { liveFilters } from "@mechanicbuddy/ui/live-filters";

liveFilters();
