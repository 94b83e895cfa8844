import type { WallTime } from "../../shared/rules/round.ts";
import { DateField } from "./date-field.tsx";
import { TextField } from "./fields.tsx";

type Props = {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  timeHint?: string | undefined;
  timeError?: string | undefined;
  value: WallTime;
  onChange: (value: WallTime) => void;
};

/** A day and a time by London's clock, side by side. */
export const WallField = ({ id, label, hint, error, timeHint, timeError, value, onChange }: Props) => (
  <div class="pair">
    <DateField
      id={id}
      label={label}
      hint={hint}
      labelSize="s"
      error={error}
      value={value.on}
      onChange={(on) => onChange({ ...value, on })}
    />
    <TextField
      id={`${id}-time`}
      label="Time in London"
      hint={timeHint}
      error={timeError}
      width={5}
      value={value.time}
      onChange={(time) => onChange({ ...value, time })}
    />
  </div>
);
