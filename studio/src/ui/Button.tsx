import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Icon, type IconName } from './Icon';

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  /** How it looks: main at most once in a view. */
  look?: 'main' | 'usual' | 'plain' | 'danger';
  icon?: IconName;
  children: ReactNode;
}

/** A button with words. */
export function Button({ look = 'usual', icon, children, ...props }: Props) {
  return (
    <AriaButton {...props} className={look === 'usual' ? 'button' : `button ${look}`}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'className' | 'children'> {
  icon: IconName;
  /** What it does, read and shown on hover. */
  label: string;
}

/** A button with a drawing, whose words appear on hover and focus. */
export function IconButton({ icon, label, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton {...props} aria-label={label} className="button icon-only">
        <Icon name={icon} />
      </AriaButton>
      <Tooltip className="tip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
