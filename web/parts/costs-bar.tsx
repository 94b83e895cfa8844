import { sumPence } from "../../shared/rules/match-funding.ts";
import { Bar, type BarPart } from "./bar.tsx";

type CostsBarProps = {
  askedPence: number;
  match: readonly { amountPence: number; counts: boolean | undefined }[];
  /** What nobody else pays for, as it is called here. */
  rest: BarPart;
  total?: string | undefined;
  tableElsewhere?: boolean | undefined;
};

/** Who pays the costs of a project: what is asked for, other money and help, and what is left. */
export const CostsBar = ({ askedPence, match, rest, ...shown }: CostsBarProps) => {
  const of = (which: boolean): number =>
    sumPence(match.filter(({ counts }) => counts === which).map(({ amountPence }) => amountPence));
  const parts: BarPart[] = [
    { label: "asked", pence: askedPence, tone: "done" },
    { label: "other money and help", pence: of(true), tone: "second" },
    { label: "named, does not count", pence: of(false), tone: "hand" },
    rest,
  ];
  return (
    <Bar
      title="Where the money for the costs comes from"
      parts={parts.filter(({ pence }) => pence > 0)}
      exact
      {...shown}
    />
  );
};
