/*
 * The only place that spells keys. Partition keys begin with the kind, because IAM can then tell kinds apart.
 *
 * | who asks what (screen)                         | key condition                                            | reads, hops |
 * |------------------------------------------------|----------------------------------------------------------|-------------|
 * | every signed-in request: session, person       | person/P: person + session/H (batch)                     | 2, 1 hop    |
 * | sign in by code                                | code/C, limit/* counters                                  | 1–3, 1 hop  |
 * | people and roles: register, then holders, invitations | staff/all, then person/P + invitation/I (batch)   | 2 hops      |
 * | who is (issuer, subject)                       | login/L                                                  | 1           |
 * | a group's page: head, members, joins, pointers | organisation/O: query                                    | 1 query     |
 * | is a register number claimed                   | claim/G                                                  | 1           |
 * | groups waiting for the office                  | claim/disputed + organisation/joins: query, then batch   | 2 hops      |
 * | the fund page: rounds of a fund                | fund/F: query round/*, then rounds, forms, portal (batch) | 2 hops     |
 * | a round with its frozen form and its notices   | round/R (2) + portal (batch)                             | 3, 1 hop    |
 * | elections; may this be done in spite of one    | portal/polls                                              | 1           |
 * | the list of elections, and what a change touches | portal/polls, then person/P (batch); fund/F: query round/*, then rounds + portal (batch) beside | 2 hops |
 * | what an election touches                       | fund/F: queries, then rounds + ledgers (batches), index byRound + releases | 3 hops |
 * | what was written to everyone of a round        | round/R: query letter/*                                  | 1 query     |
 * | what a round is reminded of                    | fund/F: query round/*, then rounds + portal, scoring/R (batches) | 3 hops |
 * | what the office is reminded of, and who that a round is open again | portal/polls; closure/all: query, then records (batch) | 2 hops |
 * | what groups ask about the rules of a round     | round/R: query allowance/*                               | 1 query     |
 * | what was funded: awards of decided rounds      | fund/F: query round/*, then round/R (2 each, batch)      | 2 hops      |
 * | save, submit: application, round, form, closures | application/A + round/R (2) + portal (batch)            | 4, 1 hop    |
 * | may one group send after the close             | organisation/O: exception/R, beside the hop above        | 1, 1 hop    |
 * | exceptions of a round                          | round/R: query exception/*, then organisation/O (batch)  | 2 hops      |
 * | when the portal could not be reached           | probe/D: a query for each of 28 days, probe/known        | 28 queries, 1 hop |
 * | outages of a round                             | round/R: query outage/*                                  | 1 query     |
 * | everything of one application                  | application/A: query                                     | 1 query     |
 * | the applications of a round (list)             | index byRound: inRound = R                               | ≤ 2 pages   |
 * | the desk of a round                            | index byRound + round/R (2) + portal + totals/R (batch)  | 2, 1 hop    |
 * | one bid on the desk                            | application/A, audit/…, view/A, view/R: queries + batch  | 2 hops      |
 * | a round as a file                              | index byRound, then heads, then submissions (batches)    | 3 hops      |
 * | the decision meeting: ledger, words, papers     | meeting/M (3 queries) + scoring/R + round/R, then heads + bid in hand | 2 hops |
 * | has the meeting moved                           | meeting/M: meeting                                        | 1           |
 * | meetings of a fund                              | fund/F: query meeting/*, then ledgers + rounds (batch)    | 2 hops      |
 * | what is due                                    | index byDue: dueShard = urgent, 0–7, dueAt <= now        | 9 queries   |
 * | what could not be delivered                    | index byDue: dueShard = undelivered, then messages (batch) | 2 hops    |
 * | who was told of a bid                          | message/told/A: query, then messages (batch)             | 2 hops      |
 * | what may be deleted                            | index byRetention: retentionShard = 0–7, deleteOn <= day | 8 queries   |
 * | whose money it is, who answers for data        | portal/bodies                                            | 1           |
 * | what waits for a second person; what was agreed | approval/all: query, then names (batch)               | 2 hops      |
 * | what may not be deleted; what was              | hold/all, certificate/all: query                          | 1 query     |
 * | history of an item                             | audit/K/I: query                                         | 1 query     |
 * | whom a notice goes to                          | index byRound, then organisation/O member/* + persons    | pages, 2 hops a group |
 * | a person's messages                            | message/P: query                                         | 1 query     |
 * | everything of a round's scoring                | scoring/R: query (head, sheets, moderations)             | 1 query     |
 * | the ranking of a round; its moderation         | scoring/R + fund/F: queries, round/R (2, batch); then heads, ledgers (batches) | 2 hops |
 * | a trustee's rounds                             | fund/F: query round/*, then round, scoring, sheet (batch) | 2 hops     |
 * | a trustee's pack; interests to declare         | scoring/R + round/R (2) + portal, then heads (+ submissions) | 2 hops  |
 * | one bid with one's own card                    | scoring/R + application/A: queries; round/R, score/A/card/P (batch) | 1 hop |
 * | what was written about a bid                   | score/A: query                                           | 1 query     |
 * | what follows a meeting; confirmations; minutes   | meeting/M: query                                         | 1 query     |
 * | closures, the list; one, with what may change    | closure/all: query, then records (batch); closure/C + portal (batch) | 2 hops; 1 hop |
 * | what a closure touches                          | fund/F: query round/*, then rounds (2 each) + portal (batch), index byRound | 3 hops |
 * | what waits for an approver                     | fund/F: query meeting/*, then meeting/M: queries         | 2 hops      |
 * | the outcomes of a round                        | round/R + release (batch), then outcomes, awards (batch) | 2 hops      |
 * | the due diligence of a bid                     | application/A + scoring/R: queries; round/R (2, batch), then the record of its group | 3 hops |
 * | the record of a group                          | organisation/O: 3 queries, then heads + awards (batch)   | 2 hops      |
 * | what became of my bid                          | application/A: query + round/R (2) (batch)               | 1 hop       |
 * | what of a bid is in others too                 | application/A + round/R (2) + fingerprint/template, then fingerprint/H: a query each, side by side | 2 hops |
 * | the same, of a group's own bids                | fingerprint/organisation/O + fingerprint/template: queries | 1 hop      |
 * | a copy of one's answers, few a day             | application/A: query, then message/P/M, limit/* counter   | 3 hops      |
 */

export type Key = { readonly pk: string; readonly sk: string };
const key = (pk: string, sk: string): Key => ({ pk, sk });

export const personKey = (personId: string) => key(`person/${personId}`, "person");
export const sessionKey = (personId: string, secretHash: string) => key(`person/${personId}`, `session/${secretHash}`);
/** What a write id of a person already started: the answer to a retried create. */
export const startedKey = (personId: string, writeId: string) => key(`person/${personId}`, `started/${writeId}`);
export const loginKey = (loginHash: string) => key(`login/${loginHash}`, "login");
export const codeKey = (challengeId: string) => key(`code/${challengeId}`, "code");
export const limitKey = (what: string, hash: string, window: string) => key(`limit/${what}/${hash}`, window);
export const invitationKey = (addressHash: string, role: string) => key(`invitation/${addressHash}`, role);
/** One small item that lists who holds a staff role, so that the last administrator cannot be removed. */
export const staffKey = () => key("staff/all", "staff");

export const organisationKey = (organisationId: string) => key(`organisation/${organisationId}`, "organisation");
export const memberKey = (organisationId: string, personId: string) =>
  key(`organisation/${organisationId}`, `member/${personId}`);
export const joinKey = (organisationId: string, personId: string) =>
  key(`organisation/${organisationId}`, `join/${personId}`);
export const organisationApplicationKey = (organisationId: string, applicationId: string) =>
  key(`organisation/${organisationId}`, `application/${applicationId}`);
/** What an officer recorded of a group: grants from before the portal, and monitoring returns. */
export const pastAwardKey = (organisationId: string, id: string) =>
  key(`organisation/${organisationId}`, `past-award/${id}`);
export const returnKey = (organisationId: string, id: string) => key(`organisation/${organisationId}`, `return/${id}`);
/** Requests to join that nobody has answered, of all groups: a pointer beside the request, taken away with the answer. */
export const waitingJoinKey = (organisationId: string, personId: string) =>
  key("organisation/joins", `${organisationId}/${personId}`);
/** What a person asked to join, whether or not it was found. */
export const askKey = (personId: string, claim: string) => key(`person/${personId}`, `ask/${claim}`);
export const claimKey = (identifier: string) => key(`claim/${identifier}`, "claim");
/** A second claim; all of them lie together, because the office reads them as one list. */
export const disputeKey = (claim: string, organisationId: string) =>
  key("claim/disputed", `${claim}/${organisationId}`);

export const roundPointerKey = (fundId: string, roundId: string) => key(`fund/${fundId}`, `round/${roundId}`);
export const roundKey = (roundId: string) => key(`round/${roundId}`, "round");
/** The fund's form, limits, rules and weights as they were frozen when the round was published. */
export const formKey = (roundId: string) => key(`round/${roundId}`, "form");
export const totalsKey = (roundId: string) => key(`totals/${roundId}`, "totals");
/** The counter that numbers a round's applications; only ever added to, outside any transaction. */
export const numbersKey = (roundId: string) => key(`numbers/${roundId}`, "numbers");
/** What a decided round pays for, as it is published. */
export const awardsKey = (roundId: string) => key(`round/${roundId}`, "awards");
/** What one organisation asked about the rules of a round, and an officer's leave. */
export const allowanceKey = (roundId: string, organisationId: string) =>
  key(`round/${roundId}`, `allowance/${organisationId}`);
/** Leave for one group to send to a round after its close; it lies with the group, and the round finds it by a pointer. */
export const exceptionKey = (organisationId: string, roundId: string) =>
  key(`organisation/${organisationId}`, `exception/${roundId}`);
export const exceptionPointerKey = (roundId: string, organisationId: string) =>
  key(`round/${roundId}`, `exception/${organisationId}`);
/** A gap in which the portal gave no answer in the last day of a round, by its beginning. */
export const outageKey = (roundId: string, from: string) => key(`round/${roundId}`, `outage/${from}`);
/** What came of asking the portal through its public address, minute by minute of one hour of a day (both UTC). */
export const probeKey = (day: string, hour: string) => key(`probe/${day}`, hour);
/** The first minute that was asked about, and the last with an answer. */
export const probedKey = () => key("probe/known", "known");
/** That a reminder of a round went out, by its name and the instant it is about. */
export const reminderKey = (roundId: string, reminderId: string) => key(`round/${roundId}`, `reminder/${reminderId}`);
/** That the office was reminded of a date of an election or a closure: beside the rounds, and of none. */
export const calendarReminderKey = (reminderId: string) => key("round/calendar", `reminder/${reminderId}`);
/** What an officer wrote to everyone of a round. */
export const letterKey = (roundId: string, letterId: string) => key(`round/${roundId}`, `letter/${letterId}`);
/** What the health check writes and reads. */
export const pulseKey = () => key("portal/pulse", "pulse");
/** What preflight found when it last ran (`npm run preflight`). */
export const preflightKey = () => key("portal/preflight", "preflight");
/** The legal funder, its successor, terms of office and controllers. */
export const bodiesKey = () => key("portal/bodies", "bodies");
/** The closures that the clock needs: announced and in force. Each has a whole record of its own. */
export const closuresKey = () => key("portal/closures", "closures");
export const closureKey = (closureId: string) => key(`closure/${closureId}`, "closure");
/** All closures that there ever were lie together as pointers. */
export const closurePointerKey = (closureId: string) => key("closure/all", closureId);
/** Elections and what was allowed in spite of them: one small item. */
export const pollsKey = () => key("portal/polls", "polls");

export const applicationKey = (applicationId: string) => key(`application/${applicationId}`, "application");
export const submissionKey = (applicationId: string, number: number) =>
  key(`application/${applicationId}`, `submission/${String(number).padStart(4, "0")}`);
export const documentKey = (applicationId: string, documentId: string) =>
  key(`application/${applicationId}`, `document/${documentId}`);
/** The due-diligence sheet of a bid, in the bid's own query. */
export const dueDiligenceKey = (applicationId: string) => key(`application/${applicationId}`, "due-diligence");
export const questionKey = (applicationId: string, questionId: string) =>
  key(`application/${applicationId}`, `question/${questionId}`);
/** What an officer decided about one thing of a bid that is in others too, by its fingerprint. */
export const comparisonKey = (applicationId: string, hash: string) =>
  key(`application/${applicationId}`, `comparison/${hash}`);
/** The bids in which one thing is used, by its hash. */
export const fingerprintKey = (hash: string, applicationId: string) => key(`fingerprint/${hash}`, applicationId);
/** Everything that the bids of one organisation use, a bid an item: not beside the group, whose page reads its whole partition. */
export const printsKey = (organisationId: string, applicationId: string) =>
  key(`fingerprint/organisation/${organisationId}`, applicationId);
/** Files that officers know to be blank forms: few, and every comparison reads them all. */
export const templateKey = (hash: string) => key("fingerprint/template", hash);
/** That a thing of one bid was found in another, by the round of the first: what its list still has to decide. */
export const foundKey = (roundId: string, applicationId: string, hash: string, otherId: string) =>
  key(`fingerprint/round/${roundId}`, `${applicationId}/${hash}/${otherId}`);
export const viewKey = (personId: string, applicationId: string, day: string) =>
  key(`view/${applicationId}`, `${day}/${personId}`);

/** All numbers of a round's scoring lie together: head, sheets and moderations are one query. */
export const scoringKey = (roundId: string) => key(`scoring/${roundId}`, "scoring");
export const sheetKey = (roundId: string, personId: string) => key(`scoring/${roundId}`, `sheet/${personId}`);
export const moderationKey = (roundId: string, applicationId: string) =>
  key(`scoring/${roundId}`, `moderation/${applicationId}`);
/** One trustee's card of one bid with its words; all cards of a bid are one query. */
export const cardKey = (applicationId: string, personId: string) => key(`score/${applicationId}`, `card/${personId}`);
/** Interests that a trustee is asked about again next time. */
export const interestsKey = (personId: string) => key(`person/${personId}`, "interests");

/** What followed a closed meeting for one bid: there once it is carried out, in the meeting's own query. */
export const carriedKey = (meetingId: string, applicationId: string) =>
  key(`meeting/${meetingId}`, `carried/${applicationId}`);
/** The words of an approver's answer to a recommendation; its key is what keeps a bid from being answered twice. */
export const confirmationKey = (meetingId: string, applicationId: string) =>
  key(`meeting/${meetingId}`, `confirmation/${applicationId}`);
export const minutesKey = (meetingId: string) => key(`meeting/${meetingId}`, "minutes");
export const awardKey = (applicationId: string) => key(`application/${applicationId}`, "award");
/** A bid that was put off has an outcome of each meeting. */
export const outcomeKey = (applicationId: string, meetingId: string) =>
  key(`application/${applicationId}`, `outcome/${meetingId}`);
/** What holds the outcomes of a round, and which they are. */
export const releaseKey = (roundId: string) => key(`round/${roundId}`, "release");

/**
 * How the audit names an item: its partition, and its sort key where that says more than the kind. The head of an
 * application is `application/ABC-26Q4-0017-Y`, one of its documents `application/ABC-26Q4-0017-Y/document/d_1`.
 */
export const subjectOf = ({ pk, sk }: Key): string => (sk === pk.slice(0, pk.indexOf("/")) ? pk : `${pk}/${sk}`);

export const auditKey = (subject: string, version: number, n: number) =>
  key(`audit/${subject}`, `${String(version).padStart(9, "0")}.${n}`);
export const messageKey = (recipient: string, messageId: string) => key(`message/${recipient}`, messageId);
/** That mail to an address came back: by the hash of the address, because many of them belong to nobody. */
export const addressKey = (addressHash: string) => key(`message/address/${addressHash}`, "address");
/** Whom an event was told to: beside the other events of the same application, or of the item it happened to. */
export const toldKey = (about: string, eventId: string) => key(`message/told/${about}`, eventId);
/** Who sends what is due: one at a time. */
export const senderKey = () => key("message/sender", "sender");
export const failureKey = (consumer: string, recordId: string) => key(`failure/${consumer}`, recordId);
/** All holds lie together: there are few, and whatever deletes reads every one of them first. */
export const holdKey = (holdId: string) => key("hold/all", holdId);
/** All requests to an approver lie together: there are few, and each is answered once. */
export const approvalKey = (approvalId: string) => key("approval/all", approvalId);
/** By the day of the run, so that they are read as one list, the newest first. */
export const certificateKey = (day: string) => key("certificate/all", day);

/** The ledger of a meeting; beside it the words of its decisions, its papers and what was taken lately, by write id. */
export const meetingKey = (meetingId: string) => key(`meeting/${meetingId}`, "meeting");
export const meetingPointerKey = (fundId: string, meetingId: string) => key(`fund/${fundId}`, `meeting/${meetingId}`);
export const decisionKey = (meetingId: string, applicationId: string, decisionId: string) =>
  key(`meeting/${meetingId}`, `decision/${applicationId}/${decisionId}`);
export const papersKey = (meetingId: string) => key(`meeting/${meetingId}`, "papers");
/** That a write was taken: the answer to a retried command, also when others came between. */
export const takenKey = (meetingId: string, writeId: string) => key(`meeting/${meetingId}`, `taken/${writeId}`);
