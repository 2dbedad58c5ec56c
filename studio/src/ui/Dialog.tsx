import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button';

interface Props {
  title: string;
  isOpen: boolean;
  /** Left out where it cannot be left. */
  onClose?: () => void;
  role?: 'dialog' | 'alertdialog';
  children: ReactNode;
}

/** A window above the page, left with Escape. */
export function Dialog({ title, isOpen, onClose, role = 'dialog', children }: Props) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose?.()}
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
    >
      <Modal className="dialog">
        <AriaDialog role={role}>
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps {
  title: string;
  /** What will be gone, and that it will. */
  children: ReactNode;
  yes: string;
  no: string;
  isOpen: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before what cannot be undone. */
export function Confirm({ title, children, yes, no, isOpen, onYes, onNo }: ConfirmProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onNo} role="alertdialog">
      <div>{children}</div>
      <div className="actions">
        <Button onPress={onNo} autoFocus>
          {no}
        </Button>
        <Button look="danger" onPress={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
