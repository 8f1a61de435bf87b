import { Select } from "@/components/ui/input";

type StatusFilterProps<Value extends string> = {
  label: string;
  value: Value | "";
  options: Readonly<Record<Value, { label: string }>>;
  onChange: (value: Value | "") => void;
};

/** Narrows a list to one state. */
export function StatusFilter<Value extends string>(props: StatusFilterProps<Value>) {
  const { label, value, options, onChange } = props;
  const isOption = (text: string): text is Value => text in options;
  return (
    <div className="border-hairline border-b p-4 tablet:px-5">
      <Select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(isOption(event.target.value) ? event.target.value : "")}
        className="tablet:w-52"
      >
        <option value="">All states</option>
        {(Object.keys(options) as Value[]).map((option) => (
          <option key={option} value={option}>
            {options[option].label}
          </option>
        ))}
      </Select>
    </div>
  );
}
