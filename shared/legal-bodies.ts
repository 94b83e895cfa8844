import type { Bodies } from "./rules/bodies.ts";

/**
 * The legal bodies that the portal starts with, until the office changes them on `/office/bodies`. That commissioners end
 * in 2028 is announced and not enacted: the successor is `expected`, counts for nothing, and no public page names it.
 */
export const LEGAL_BODIES: Bodies = {
  bodies: [
    {
      id: "commissioner",
      name: "Police and Crime Commissioner for Avon and Somerset",
      short: "the PCC",
      roles: ["funder", "controller"],
      status: "established",
      validFrom: "2012-11-22",
      note: "A corporation sole: Police Reform and Social Responsibility Act 2011.",
    },
    {
      id: "trust",
      name: "Avon and Somerset Police Community Trust",
      short: "the Trust",
      roles: ["controller"],
      status: "established",
      note: "A charity. It answers for the decisions of its trustees about its own money.",
    },
    {
      id: "successor",
      name: "Successor of the Commissioner (not named yet)",
      short: "the successor",
      roles: ["funder", "controller"],
      status: "expected",
      validFrom: "2028-05-11",
      succeeds: "commissioner",
      note: "The Government announced on 13 November 2025 that it means to end the office of commissioner with the term that ends in May 2028. No law has been made. Put in the name, and say that it is a fact, only when there is one.",
    },
  ],
  terms: [{ startsOn: "2024-05-09", endsOn: "2028-05-10", status: "established" }],
};
