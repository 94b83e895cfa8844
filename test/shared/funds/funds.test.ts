import { describe, expect, it } from "vitest";
import { FUNDS, fundById } from "../../../shared/funds/funds.ts";
import { FUND_NAMES, fundName } from "../../../shared/funds/names.ts";
import { DOCUMENTS_SECTION } from "../../../shared/rules/draft.ts";
import { eligibilityFindings } from "../../../shared/rules/eligibility.ts";
import { askOf } from "../../../shared/rules/eligibility-check.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import { ruleWords } from "../../../shared/rules/eligibility-words.ts";
import { documentsFor, questionsFor, sectionsFor } from "../../../shared/rules/form.ts";
import { Fund } from "../../../shared/rules/fund.ts";
import { CivilDate } from "../../../shared/rules/london.ts";
import { isOrganisationType } from "../../../shared/rules/organisation-types.ts";
import { countWords } from "../../../shared/rules/words.ts";
import { checkOf, passingAnswers } from "../../support/eligibility.ts";

const each = describe.each(FUNDS.map((fund) => [fund.code, fund] as const));
const counted = (fund: Fund, band: "S" | "M" | "L") =>
  questionsFor(fund, band).filter(({ type }) => type !== "declaration");

describe("FUNDS", () => {
  it("has three funds with ids, codes and names of their own", () => {
    expect(FUNDS).toHaveLength(3);
    for (const key of ["id", "code", "name"] as const) expect(new Set(FUNDS.map((fund) => fund[key])).size).toBe(3);
  });
});

describe("fundById", () => {
  it("finds a fund, and nothing for an id that is none", () => {
    expect(FUNDS.map(({ id }) => fundById(id))).toEqual(FUNDS);
    expect(fundById("constructor")).toBeUndefined();
  });
});

each("%s", (_code, fund) => {
  const questions = fund.sections.flatMap((section) => section.questions);
  const sentences = (texts: readonly string[]) => texts.filter((text) => !/[.]$/.test(text) || /please|!/i.test(text));

  it("is a fund by the schema", () => {
    expect(Fund.parse(fund)).toEqual(fund);
  });

  it("gives every section, question, column, option, document and criterion an id of its own", () => {
    const ids = [
      fund.sections.map(({ id }) => id),
      questions.map(({ id }) => id),
      fund.documents.map(({ id }) => id),
      fund.criteria.map(({ id }) => id),
      fund.sources.map(({ id }) => id),
      fund.eligibility.flatMap((rule) => askOf(rule)?.id ?? []),
      fund.eligibility.map(ruleIdOf),
      fund.area.districts.map(({ value }) => value),
      ...questions.map(({ columns }) => (columns ?? []).map(({ id }) => id)),
      ...questions.map(({ options }) => (options ?? []).map(({ value }) => value)),
    ];
    for (const list of ids) expect(new Set(list).size).toBe(list.length);
  });

  it("asks for the amount first, in every band", () => {
    for (const { band } of fund.bands) expect(questionsFor(fund, band)[0]?.id).toBe("requested");
  });

  it("ends every band's form with the declaration", () => {
    for (const { band } of fund.bands) expect(sectionsFor(fund, band).at(-1)?.id).toBe("declaration");
  });

  it("asks questions in its own bands only, and more of them as the amount grows", () => {
    const bands = fund.bands.map(({ band }) => band);
    for (const question of questions) expect(bands).toEqual(expect.arrayContaining(question.bands));
    for (const [index, band] of bands.entries()) {
      const larger = questionsFor(fund, bands[index + 1] ?? band);
      expect(larger).toEqual(expect.arrayContaining(questionsFor(fund, band)));
    }
  });

  it("hangs a condition on a plain question that the same bands are asked, with an answer that can be given", () => {
    const hanging = questions.filter(({ onlyIf }) => onlyIf !== undefined);
    expect(hanging.map(({ id }) => id)).toContain("safeguarding");
    for (const { onlyIf, bands } of hanging) {
      const target = questions.find(({ id }) => id === onlyIf?.question);
      expect(target?.onlyIf).toBeUndefined();
      expect(target?.bands).toEqual(bands);
      const values = target?.type === "yes-no" ? ["yes", "no"] : target?.options?.map(({ value }) => value);
      expect(values).toContain(onlyIf?.is);
    }
  });

  it("gives what each type of question needs: words, characters, options, columns and rows", () => {
    for (const { id, type, limitWords, limitCharacters, options, columns, mostRows, rowName } of questions) {
      if (type === "long-text") expect(limitWords, id).toBeGreaterThan(0);
      if (type === "short-text") expect(limitCharacters, id).toBeGreaterThan(0);
      if (type === "choice" || type === "choices") expect(options?.length, id).toBeGreaterThan(0);
      if (type === "rows") {
        expect(columns?.length && mostRows, id).toBeGreaterThan(0);
        expect(rowName, id).toMatch(/^[b-df-hj-np-tv-z]/);
      }
      for (const column of columns ?? []) {
        if (column.type === "choice") expect(column.options?.length, column.id).toBeGreaterThan(0);
        if (column.type === "short-text") expect(column.limitCharacters, column.id).toBeGreaterThan(0);
      }
    }
  });

  it("says in a sentence what to do about each question that is left empty", () => {
    const told = questions.map(({ whenEmpty }) => whenEmpty ?? "");
    expect(sentences(told)).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
  });

  it("asks nothing about protected characteristics", () => {
    const asked = JSON.stringify(questions).toLowerCase();
    expect(asked).not.toMatch(
      /ethnic|\brace\b|religio|belief|gender|\bsex\b|sexual|disabilit|disabled|pregnan|maternity|marri|nationalit|date of birth|\bage\b/,
    );
  });

  it("has criteria whose weights sum to 100, each with its anchors", () => {
    expect(fund.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    expect(
      sentences(fund.criteria.flatMap(({ poor, acceptable, excellent }) => [poor, acceptable, excellent])),
    ).toEqual([]);
  });

  it("says who decides and how bids are scored, by its own criteria, with a default named where no deed is known", () => {
    const { panel, scoring, criteria } = fund;
    expect(panel.assumed).toContain("quorum");
    expect(scoring.leastScorers[0]?.abovePence).toBe(0);
    const named = scoring.tieBreaks.flatMap((rule) => (rule.by === "criterion-mean" ? [rule.criterionId] : []));
    expect(criteria.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
    expect(new Set(scoring.conditions.map(({ id }) => id)).size).toBe(scoring.conditions.length);
    expect(sentences(scoring.conditions.map(({ text }) => text))).toEqual([]);
  });

  it("asks four to seven questions in its check, each with an answer that passes and one that does not", () => {
    const asked = checkOf(fund);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.length).toBeLessThanOrEqual(7);
    for (const { ask, passing, failing } of asked) {
      expect(eligibilityFindings(fund, { answers: { ...passingAnswers(fund), [ask.id]: passing } })).toEqual([]);
      expect(eligibilityFindings(fund, { answers: { ...passingAnswers(fund), [ask.id]: failing } })).toHaveLength(1);
    }
    for (const { refusal, instead } of fund.eligibility) expect(sentences([refusal, instead])).toEqual([]);
  });

  it("says each rule in words, those that are switched off too", () => {
    expect(sentences(fund.eligibility.map((rule) => ruleWords(fund, rule)))).toEqual([]);
  });

  it("has bands that rise to its maximum, and a pot that pays the largest grant", () => {
    const limits = fund.bands.map(({ upToPence }) => upToPence);
    expect([...limits].sort((a, b) => a - b)).toEqual(limits);
    expect(limits.at(-1)).toBe(fund.maximumPence);
    expect(limits[0]).toBeGreaterThanOrEqual(fund.minimumPence);
    expect(fund.potPence).toBeGreaterThanOrEqual(fund.maximumPence);
  });

  it("has deadlines that are days of a year, at a time that exists on each of them", () => {
    for (const deadline of fund.calendar.deadlines) expect(CivilDate.safeParse(`2026-${deadline}`).success).toBe(true);
    expect(fund.calendar.closesAtTime).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
    expect(CivilDate.safeParse(fund.priorities.datedOn).success).toBe(true);
    expect(fund.endsOn === undefined || CivilDate.safeParse(fund.endsOn).success).toBe(true);
  });

  it("says for every band how long the form takes", () => {
    expect(Object.keys(fund.texts.timeToFill)).toEqual(fund.bands.map(({ band }) => band));
  });

  it("is open to kinds of organisation that the portal knows", () => {
    const types = fund.eligibility.flatMap((rule) => (rule.kind === "organisation-type" ? rule.types : []));
    expect(types.filter((type) => !isOrganisationType(type))).toEqual([]);
    expect(types.length).toBeGreaterThan(0);
  });

  it("leaves the draft's own section to the documents", () => {
    expect(fund.sections.map(({ id }) => id)).not.toContain(DOCUMENTS_SECTION);
  });

  it("has a strapline for a heading", () => {
    expect(countWords(fund.strapline)).toBeLessThan(20);
  });
});

describe("the names of funds", () => {
  it("are those of the funds, in their order", () => {
    expect(FUND_NAMES).toEqual(FUNDS.map(({ id, code, name }) => ({ id, code, name })));
    for (const { id, name } of FUNDS) expect(fundName(id)).toBe(name);
    expect(fundName("no-such-fund")).toBe("no-such-fund");
  });
});

describe("the small grants fund", () => {
  const fund = Fund.parse(FUNDS[0]);

  it.each([
    ["S", 10, 1],
    ["M", 21, 3],
  ] as const)("asks band %s at most %i questions and %i documents", (band, most, documents) => {
    expect(counted(fund, band).length).toBeLessThanOrEqual(most);
    expect(documentsFor(fund, band)).toHaveLength(documents);
  });

  it("gives from £100 to £5,000 in four rounds a year, and never demands match", () => {
    expect([fund.minimumPence, fund.maximumPence, fund.potPence]).toEqual([10_000, 500_000, 4_000_000]);
    expect(fund.calendar.deadlines).toEqual(["03-01", "06-01", "09-01", "12-01"]);
    expect(fund.match).toMatchObject({ requiredBasisPoints: 0, scored: true });
    expect(fund.sources.map(({ decides }) => decides)).toEqual(["panel-recommends", "trustees-decide"]);
    expect(fund.area.districts).toHaveLength(5);
  });
});

describe("the rehabilitation fund", () => {
  const fund = Fund.parse(FUNDS[1]);

  it("gives from £50,000 to £250,000 for eighteen months to one day, and scores life after the grant", () => {
    expect([fund.minimumPence, fund.maximumPence, fund.potPence]).toEqual([5_000_000, 25_000_000, 350_000_000]);
    expect([fund.termMonths, fund.endsOn]).toEqual([18, "2028-09-30"]);
    expect(fund.criteria.map(({ id }) => id)).toContain("after-the-grant");
    expect(counted(fund, "L").map(({ id }) => id)).toEqual(
      expect.arrayContaining(["after-the-grant", "referral-pathway"]),
    );
  });

  it("is for charities and social enterprises in England with two years' delivery, adults who offended and a referral pathway", () => {
    expect(fund.area.name).toBe("England");
    const passing = Object.fromEntries(checkOf(fund).map(({ rule, ask }) => [rule, "passes" in ask ? ask.passes : []]));
    expect(passing["eligibility/organisation-type"]).toEqual(["charity", "social-enterprise"]);
    for (const rule of ["area", "cohort", "referral-pathway"])
      expect(passing[`eligibility/${rule}`], rule).toEqual(["yes"]);
    expect(fund.eligibility).toContainEqual(expect.objectContaining({ kind: "years-of-delivery", leastYears: 2 }));
  });

  it("lets a grant be spent on evaluation, and demands no match", () => {
    expect(fund.match.requiredBasisPoints).toBe(0);
    expect(fund.texts.paysFor).toContain("Finding out what difference the work made");
  });
});

describe("the demonstration fund", () => {
  const fund = Fund.parse(FUNDS[2]);

  it("is marked as invented and demands match, part of it in money, with a cap on help", () => {
    expect(fund.invented).toBe(true);
    expect(fund.match).toMatchObject({
      requiredBasisPoints: 2_500,
      cashMinimumBasisPoints: 1_500,
      inKindCapBasisPoints: 5_000,
    });
  });
});
