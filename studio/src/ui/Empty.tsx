import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

interface Props {
  icon: IconName;
  /** Where it stands for the whole view, whose title it then is. */
  isWholeView?: boolean;
  children: ReactNode;
  action?: ReactNode;
}

/** What stands where there is nothing yet: a drawing, one sentence, and perhaps what to do. */
export function Empty({ icon, isWholeView = false, children, action }: Props) {
  const Words = isWholeView ? 'h1' : 'p';
  return (
    <div className="empty">
      <Icon name={icon} />
      <Words>{children}</Words>
      {action}
    </div>
  );
}
