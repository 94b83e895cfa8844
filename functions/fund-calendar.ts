import { calendarFeed } from "../shared/rules/calendar-feed.ts";
import type { Deps } from "./deps.ts";
import type { Pages } from "./edge/http.ts";
import { meetsOf, stated } from "./funds.ts";
import { knownFund } from "./rounds.ts";

/** Calendars ask every few hours: five minutes at the edge make one read of many. */
const FRESH_SECONDS = 300;

/** A fund's dates as a calendar that anyone can subscribe to: what is published, and nothing of who asks. */
export const fundCalendar = ({ store, settings }: Deps): Pages => ({
  "GET /api/funds/{id}/calendar.ics": async ({ params, at }) => {
    const fund = knownFund(params.id ?? "");
    const { rounds, closures } = await store.rounds.roundsOf([fund.id]);
    const { siteAddress } = settings;
    const body = calendarFeed(
      {
        name: fund.name,
        meets: meetsOf(fund),
        address: `${siteAddress}/funds/${fund.id}`,
        host: new URL(siteAddress).hostname,
      },
      stated(rounds, closures, at),
      closures,
      at,
    );
    return {
      statusCode: 200,
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `inline; filename="${fund.id}.ics"`,
        "cache-control": `public, max-age=${FRESH_SECONDS}`,
      },
      body,
    };
  },
});
