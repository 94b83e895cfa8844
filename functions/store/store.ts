import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { accountsStore } from "./accounts.ts";
import { addresseesStore } from "./addressees.ts";
import { allowancesStore } from "./allowances.ts";
import { applicationsStore } from "./applications.ts";
import { approvalsStore } from "./approvals.ts";
import { auditStore } from "./audit.ts";
import { bodiesStore } from "./bodies.ts";
import { closedMeetingsStore } from "./closed-meetings.ts";
import { closuresStore } from "./closures.ts";
import { codesStore } from "./codes.ts";
import { deskStore } from "./desk.ts";
import { disputesStore } from "./disputes.ts";
import { documentsStore } from "./documents.ts";
import { dueDiligenceStore } from "./due-diligence.ts";
import { entriesStore } from "./entries.ts";
import { exceptionsStore } from "./exceptions.ts";
import { failuresStore } from "./failures.ts";
import { fingerprintsStore } from "./fingerprints.ts";
import { holdsStore } from "./holds.ts";
import { joinsStore } from "./joins.ts";
import { meetingsStore } from "./meetings.ts";
import { membershipStore } from "./membership.ts";
import { messagesStore } from "./messages.ts";
import { organisationsStore } from "./organisations.ts";
import { outagesStore } from "./outages.ts";
import { outcomesStore } from "./outcomes.ts";
import { peopleStore } from "./people.ts";
import { personExportStore } from "./person-export.ts";
import { pollsStore } from "./polls.ts";
import { portalStore } from "./portal.ts";
import { printingStore } from "./printing.ts";
import { probesStore } from "./probes.ts";
import { rankingStore } from "./ranking.ts";
import { recordsStore } from "./records.ts";
import { remindersStore } from "./reminders.ts";
import { retentionStore } from "./retention.ts";
import { returnsStore } from "./returns.ts";
import { rolesStore } from "./roles.ts";
import { roundLettersStore } from "./round-letters.ts";
import { roundsStore } from "./rounds.ts";
import { scoringStore } from "./scoring.ts";
import { sendingStore } from "./sending.ts";
import { signInStore } from "./sign-in.ts";
import { makeTable } from "./table.ts";
import { totalsStore } from "./totals.ts";

/** Every noun's reads and writes, named by the question they answer. */
export const makeStore = (client: DynamoDBDocumentClient, tableName: string) => {
  const table = makeTable(client, tableName);
  return {
    accounts: accountsStore(table),
    allowances: allowancesStore(table),
    applications: applicationsStore(table),
    addressees: addresseesStore(table),
    approvals: approvalsStore(table),
    audit: auditStore(table),
    bodies: bodiesStore(table),
    closures: closuresStore(table),
    closedMeetings: closedMeetingsStore(table),
    outages: outagesStore(table),
    outcomes: outcomesStore(table),
    desk: deskStore(table),
    disputes: disputesStore(table),
    documents: documentsStore(table),
    dueDiligence: dueDiligenceStore(table),
    entries: entriesStore(table),
    exceptions: exceptionsStore(table),
    failures: failuresStore(table),
    fingerprints: fingerprintsStore(table),
    printing: printingStore(table),
    holds: holdsStore(table),
    totals: totalsStore(table),
    joins: joinsStore(table),
    meetings: meetingsStore(table),
    membership: membershipStore(table),
    messages: messagesStore(table),
    organisations: organisationsStore(table),
    codes: codesStore(table),
    people: peopleStore(table),
    personExport: personExportStore(table),
    polls: pollsStore(table),
    portal: portalStore(table),
    probes: probesStore(table),
    ranking: rankingStore(table),
    records: recordsStore(table),
    reminders: remindersStore(table),
    roundLetters: roundLettersStore(table),
    rounds: roundsStore(table),
    returns: returnsStore(table),
    retention: retentionStore(table),
    roles: rolesStore(table),
    scoring: scoringStore(table),
    sending: sendingStore(table),
    signIn: signInStore(table),
  };
};
export type Store = ReturnType<typeof makeStore>;
