import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string;
  /** What is wanted, below the field. */
  hint?: string | undefined;
  /** What is wrong with what was entered; takes the place of the hint. */
  wrong?: string | undefined;
  placeholder?: string | undefined;
  /** Room for several lines. */
  lines?: number | undefined;
}

/** A labelled field for a text. */
export function Field({ label, hint, wrong, placeholder, lines, ...props }: Props) {
  return (
    <TextField {...props} className="field" isInvalid={wrong !== undefined}>
      <Label>{label}</Label>
      {lines === undefined ? (
        <Input className="input" placeholder={placeholder ?? ''} />
      ) : (
        <TextArea className="input" rows={lines} placeholder={placeholder ?? ''} />
      )}
      {hint !== undefined && wrong === undefined && <Text slot="description">{hint}</Text>}
      <FieldError>{wrong}</FieldError>
    </TextField>
  );
}
